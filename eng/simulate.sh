#!/usr/bin/env bash
# Builds the simulation and plays histories: what ./test simulate does.
set -euo pipefail
cd "$(dirname "$0")/.."
. eng/prerequisites.sh

case "${1:-}" in
  -h|--help)
    cat <<EOF
Usage: ./test simulate [--histories N] [--seed S] [--picture FILE]
       ./test simulate --trace SEED [--mutant NAME]
       ./test simulate --mutant all [--histories N] [--seed S]

Plays whole histories of clients, nodes, faults and thieves over the real refresh
services in virtual time, one a seed, and stops at the first promise that does not
hold. Prints its seed and a trace, or a histogram of what happened.

  --histories N    how many (default 100000)
  --seed S         the first seed (default 1). A line every ten seconds says with
                   which one a run goes on that was stopped
  --picture FILE   the histogram as an SVG picture
  --trace SEED     one history, step by step
  --mutant NAME    by the product's rules with one thing changed; "all" looks for
                   the first seed that notices each change

Exit code: 0 when everything holds, 1 when not, 2 for options it does not know.
EOF
    exit 0 ;;
esac

need_dotnet
project=tests/endurance/Tandem.Simulation.Tests
built=$(dotnet build --configuration Release --verbosity quiet --nologo -p:RunAnalyzers=false $project 2>&1) || die "$built"
exec dotnet $project/bin/Release/net10.0/Tandem.Simulation.Tests.dll simulate "$@"
