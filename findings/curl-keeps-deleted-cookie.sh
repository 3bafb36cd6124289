#!/usr/bin/env bash
# curl 7.88.1: a cookie that a response deletes with Max-Age=0 stays in the cookie file if a Set-Cookie of another name follows in that response.
#
# With the two headers the other way round the cookie is gone. No error is raised, and the next run sends the deleted cookie. So a sign-out that
# clears several cookies clears for curl only the last one.
#
# Seen with curl 7.88.1 (Debian 12):
#   deleted first: a=1
#   deleted last:  none
set -euo pipefail
version=$(curl --version | sed -n '1s/^curl \([^ ]*\).*/\1/p')
[ "$version" = 7.88.1 ] || { echo "This needs curl 7.88.1 (Debian 12: apt-get install curl); curl is ${version:-missing}." >&2; exit 2; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
cat > run.mjs <<'JS'
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { promisify } from 'node:util';

const a = 'a=; Path=/; Max-Age=0';
const other = 'b=; Path=/; Max-Age=0';
const setting = { '/set': ['a=1; Path=/; Max-Age=600'], '/first': [a, other], '/last': [other, a], '/look': [] };
const server = createServer((request, response) => response.setHeader('Set-Cookie', setting[request.url]).end(request.headers.cookie ?? 'none')).listen(0, '127.0.0.1');
await once(server, 'listening');

async function get(jar, path) {
  const url = `http://127.0.0.1:${server.address().port}${path}`;
  return (await promisify(execFile)('curl', ['--silent', '--cookie', jar, '--cookie-jar', jar, url])).stdout;
}

for (const order of ['first', 'last']) {
  await get(order, '/set');
  await get(order, `/${order}`);
  console.log(`deleted ${order}:`.padEnd(15) + (await get(order, '/look')));
}
server.close();
JS
output=$(node run.mjs)
printf '%s\n' "$output"
grep -qx 'deleted first: a=1' <<<"$output" || { echo "CHANGED: the deleted cookie is gone" >&2; exit 1; }
grep -qx 'deleted last:  none' <<<"$output" || { echo "CHANGED: the other order" >&2; exit 1; }
