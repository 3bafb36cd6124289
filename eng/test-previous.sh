#!/usr/bin/env bash
# Serves one data folder in turn with an earlier build of the server and with this one, under clients that go on refreshing.
set -euo pipefail
cd "$(dirname "$0")/.."
. eng/prerequisites.sh

case "${1:-}" in
  -h|--help)
    cat <<EOF
Usage: eng/test-previous.sh [REVISION]

Builds the server of REVISION and that of the working tree, and has them serve
one data folder in turn, while clients with cookies and with bodies refresh,
present tokens twice and lose responses. Fails if anybody is signed out, if a
token of one build is refused by the other, or if a reuse is reported.

REVISION is by default the last one before the refresh protocol's second version.
EOF
    exit 0 ;;
  -*) die "eng/test-previous.sh does not know '$1'. See eng/test-previous.sh --help." 2 ;;
esac

need_dotnet
need_node
revision=${1:-"$(git log -1 --format=%H -S'RotationOutcome.Repeat' -- src/Tandem)^"}
revision=$(git rev-parse --verify "$revision^{commit}")
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

build() { # folder
  local built
  built=$(dotnet build --configuration Release --verbosity quiet -p:RunAnalyzers=false "$1/src/Tandem.Server" 2>&1) || die "$built"
}

step "Building $(git log -1 --format='%h, %s' "$revision")"
mkdir "$folder/previous"
git archive "$revision" | tar -x -C "$folder/previous"
build "$folder/previous"
step "Building the working tree"
build .

step "Serving one data folder with both"
program=src/Tandem.Server/bin/Release/net10.0/Tandem.Server.dll
node eng/test-previous.mjs "$folder/previous/$program" "$PWD/$program" "$folder/data"
