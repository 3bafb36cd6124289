#!/usr/bin/env bash
# Makes the native executable of the tandem command for this machine, with the two libraries that it loads beside it.
set -euo pipefail
cd "$(dirname "$0")/.."
. eng/prerequisites.sh

case "${1:-}" in
  ''|-h|--help) printf 'Usage: eng/publish-native.sh FOLDER\n\nWrites tandem and its libraries into FOLDER. Needs the .NET 10 SDK, gcc or clang, and the headers of zlib.\n'; exit 0 ;;
esac

need_dotnet
linker=clang
command -v clang >/dev/null || linker=gcc
command -v "$linker" >/dev/null || die "A C compiler is missing, which links the executable. Install it: apt-get install gcc libc6-dev zlib1g-dev"
dotnet publish src/Tandem.Server/Tandem.Server.csproj --configuration Release --use-current-runtime --nologo --verbosity quiet \
  -p:Native=true -p:CppCompilerAndLinker="$linker" --output "$1"
mv "$1/Tandem.Server" "$1/tandem"
