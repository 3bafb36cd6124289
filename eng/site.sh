#!/usr/bin/env bash
# Makes the documentation site from the Markdown files of the repository and the XML docs of the libraries.
set -euo pipefail
cd "$(dirname "$0")/.."
. eng/prerequisites.sh

site=artifacts/site sources=artifacts/site-sources build=1 port=
while [ $# -gt 0 ]; do
  case "$1" in
    -h|--help)
      cat <<USAGE
Usage: eng/site.sh [--no-build] [--serve PORT]

Writes the site into $site, and fails on every warning and every link that leads nowhere.

  --no-build    takes the libraries as they were built last
  --serve PORT  shows the site at http://localhost:PORT; Ctrl+C stops it
USAGE
      exit 0 ;;
    --no-build) build= ; shift ;;
    --serve) port=${2:-}; shift 2 || die "--serve needs a port." 2 ;;
    *) die "eng/site.sh does not know '$1'. See eng/site.sh --help." 2 ;;
  esac
done

need_dotnet
need_node
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
dotnet tool restore --verbosity quiet >/dev/null
if [ $build ]; then
  for program in Server Client Testing; do
    dotnet build --configuration Release --verbosity quiet --nologo -p:RunAnalyzers=false "src/Tandem.$program"
  done
fi
rm -rf "$sources" "$site"
node eng/site/sources.mjs "$sources"
dotnet docfx "$sources/docfx.json" --output "$site" --warningsAsErrors --logLevel warning
node eng/site/links.mjs "$site"
[ -z "$port" ] || exec dotnet docfx serve "$site" --port "$port"
