#!/usr/bin/env bash
# Vite 8.4.0: `vite build` takes the "development" export of a package whenever NODE_ENV is set to anything but production.
#
# Without NODE_ENV it builds for production. With NODE_ENV=test, as Vitest and many pipelines set it for whatever they start, or with
# NODE_ENV=staging, the same command puts development code into the bundle, and says nothing.
#
# Seen with Node.js 20.20.2:
#   NODE_ENV=unset:      for production
#   NODE_ENV=production: for production
#   NODE_ENV=test:       for development
#   NODE_ENV=staging:    for development
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --save-exact vite@8.4.0 >/dev/null
mkdir node_modules/library
echo '{ "name": "library", "type": "module", "exports": { ".": { "development": "./development.js", "default": "./production.js" } } }' > node_modules/library/package.json
for kind in development production; do echo "export default 'for $kind';" > "node_modules/library/$kind.js"; done
echo "import kind from 'library'; console.log(kind);" > main.js
echo '<script type="module" src="/main.js"></script>' > index.html
output=$(for value in unset production test staging; do
  if [ $value = unset ]; then unset NODE_ENV; else export NODE_ENV=$value; fi
  npx vite build --logLevel error --outDir "$value" >/dev/null
  printf '%-20s %s\n' "NODE_ENV=$value:" "$(grep -ho 'for [a-z]*' "$value"/assets/*.js)"
done)
printf '%s\n' "$output"
[ "$(grep -c 'for production$' <<<"$output")" = 2 ] || { echo "CHANGED: unset or production" >&2; exit 1; }
[ "$(grep -c 'for development$' <<<"$output")" = 2 ] || { echo "CHANGED: test or staging" >&2; exit 1; }
