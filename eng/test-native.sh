#!/usr/bin/env bash
# Makes the native executable and runs the tests of real servers on it: the command line, the contract, drains, kills and crashes.
set -euo pipefail
cd "$(dirname "$0")/.."
. eng/prerequisites.sh

# Programs in Node.js are among what is tested with it.
need_node
npm_install
npm run --silent packages
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
eng/publish-native.sh "$folder"
for project in tests/fast/Tandem.Server.Tests tests/endurance/Tandem.Faults.Tests; do
  dotnet build --configuration Release --verbosity quiet --nologo "$project"
  TANDEM_PROGRAM="$folder/tandem" dotnet "$project/bin/Release/net10.0/${project##*/}.dll"
done
