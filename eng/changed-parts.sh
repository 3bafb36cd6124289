#!/usr/bin/env bash
# Prints the parts of ./test that the changes since $TANDEM_SINCE (default: the last commit) can affect, a line each; "all" for every
# part. What is not known to affect little is taken to affect everything.
set -euo pipefail
cd "$(dirname "$0")/.."

files=$( { git diff --name-only "${TANDEM_SINCE:-HEAD}"; git ls-files --others --exclude-standard; } | sort -u)
npm=(packages/client packages/react samples/crm/web tests/packages)
parts=("npm install" "npm lint" "npm build" "picture of the rooms" format Tandem.Architecture.Tests Tandem.Docs.Tests)

while IFS= read -r file; do
  case $file in
    '') ;;
    README.md | docs/start/*) parts+=(site Tandem.Packages.Tests) ;;
    # Pages that tests follow, compare with samples, or take snippets from.
    docs/guides/*) parts+=(site "npm test packages/react" Tandem.Browser.Tests Tandem.Deployments.Tests Tandem.Packages.Tests) ;;
    docs/reference/http-clients.md | docs/reference/proxies.md | docs/reference/verifiers.md) parts+=(site Tandem.Programs.Tests) ;;
    *.md | docs/* | findings/*) parts+=(site) ;;
    eng/site*) parts+=(site Tandem.Browser.Tests) ;;
    eng/packages.sh) parts+=(Tandem.Packages.Tests) ;;
    packages/* | samples/clients/* | tests/packages/* | tests/snippets/* | tests/react-18/*)
      for package in "${npm[@]}"; do parts+=("npm test $package"); done
      parts+=(Tandem.Browser.Tests Tandem.Tabs.Tests Tandem.Packages.Tests Tandem.Client.Tests Tandem.Soak.Tests) ;;
    samples/crm/web/*) parts+=("npm test samples/crm/web" Tandem.Browser.Tests) ;;
    samples/deployments/proxies/* | samples/resource-servers/* | tests/programs/*) parts+=(Tandem.Programs.Tests) ;;
    samples/deployments/*) parts+=(Tandem.Deployments.Tests) ;;
    tests/fast/*/* | tests/browsers/*/* | tests/endurance/*/*) parts+=("$(cut -d/ -f3 <<<"$file")") ;;
    bench/soak/*) parts+=(Tandem.Soak.Tests) ;;
    bench/*) parts+=(Tandem.Bench.Tests Tandem.Faults.Tests) ;;
    src/Tandem.Client/*) parts+=(site Tandem.Client.Tests Tandem.Packages.Tests) ;;
    src/Tandem.PostgreSql/*) parts+=(Tandem.Architecture.Tests Tandem.PostgreSql.Tests Tandem.Nodes.Tests Tandem.Packages.Tests) ;;
    src/Tandem.Server/*) parts+=(Tandem.Server.Tests Tandem.Faults.Tests Tandem.Nodes.Tests Tandem.Deployments.Tests Tandem.Tabs.Tests Tandem.Packages.Tests Tandem.Programs.Tests) ;;
    *) echo all; exit 0 ;;
  esac
done <<<"$files"
printf '%s\n' "${parts[@]}" | sort -u
