#!/usr/bin/env bash
# happy-dom 21.0.4: Response.clone() of a response that came over HTTP leaves both bodies empty. No error is raised.
#
# Fetch says that both can be read (https://fetch.spec.whatwg.org/#dom-response-clone), and so they can in Node.js and in browsers. Without
# clone(), and with a Response that was constructed, happy-dom reads the body. So code that looks into a copy of a response and hands the
# original on, as HTTP clients do that repeat requests, gets empty text in a test that runs in happy-dom.
#
# Seen with Node.js 20.20.2:
#   Node.js:   copy {"ok":true}, original {"ok":true}
#   happy-dom: copy , original
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --save-exact happy-dom@21.0.4 >/dev/null
cat > run.mjs <<'JS'
import { createServer } from 'node:http';
import { once } from 'node:events';
import { Window } from 'happy-dom';

const server = createServer((_, response) => response.setHeader('Access-Control-Allow-Origin', '*').end('{"ok":true}')).listen(0, '127.0.0.1');
await once(server, 'listening');
const url = `http://127.0.0.1:${server.address().port}/`;

async function read(fetch) {
  const response = await fetch(url);
  const copy = await response.clone().text();
  const late = new Promise((resolve) => setTimeout(resolve, 3000, 'never ends'));
  const original = await Promise.race([response.text(), late]).catch((error) => `fails: ${error.message}`);
  return `copy ${copy}, original ${original}`;
}

const window = new Window({ url });
console.log(`Node.js:   ${await read(fetch)}`);
console.log(`happy-dom: ${await read(window.fetch.bind(window))}`);
await window.happyDOM.abort();
server.close();
process.exit();
JS
output=$(node run.mjs)
printf '%s\n' "$output"
grep -qF 'Node.js:   copy {"ok":true}, original {"ok":true}' <<<"$output" || { echo "CHANGED: Node.js" >&2; exit 1; }
grep -qx 'happy-dom: copy , original ' <<<"$output" || { echo "CHANGED: happy-dom" >&2; exit 1; }
