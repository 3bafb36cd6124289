#!/usr/bin/env bash
# Builds every package, of NuGet's and of npm's, into one folder, from which both can install.
set -euo pipefail
cd "$(dirname "$0")/.."
. eng/prerequisites.sh

case "${1:-}" in
  -h|--help) printf 'Usage: eng/packages.sh [FOLDER]\n\nWrites into FOLDER, artifacts/packages if none is named. Needs the .NET 10 SDK and Node.js with npm.\n'; exit 0 ;;
esac

need_dotnet
need_node
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
folder=${1:-artifacts/packages}
mkdir -p "$folder"
npm_install
npm run --silent packages
[ "$folder" -ef artifacts/packages ] || cp artifacts/packages/*.tgz "$folder"
# Apart from bin and obj: somebody may be building there.
for project in src/*/*.csproj; do
  dotnet pack "$project" --configuration Release --verbosity quiet --nologo --output "$folder" --artifacts-path artifacts/pack -p:RunAnalyzers=false
done
