#!/usr/bin/env bash
# Next.js 16.4.6, `next dev`: `rewrites` hold the events of another server's stream back from browsers, and not from curl.
#
# A rewritten response passes through Next.js's own compression, text/event-stream included, and nothing flushes it: an event reaches the
# client when the next one comes. A client that accepts no compression, as most scripts do, gets each at once, and so does every client if the
# other server sends `Cache-Control: no-transform` or `compress: false` is configured.
#
# Seen with Node.js 20.20.2, two events two seconds apart:
#   no compression accepted: first event before the second
#   gzip accepted:           first event with the second
#   gzip and no-transform:   first event before the second
set -euo pipefail
folder=$(mktemp -d)
running=()
trap 'kill "${running[@]}" 2>/dev/null || true; wait 2>/dev/null || true; rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --save-exact next@16.4.6 react@19.3.1 react-dom@19.3.1 >/dev/null
mkdir app
cat > stream.mjs <<'END'
import { createServer } from 'node:http';

const server = createServer((request, response) => {
  response.writeHead(200, {
    'Content-Type': 'text/event-stream',
    'Cache-Control': request.url.endsWith('plain') ? 'no-cache' : 'no-cache, no-transform',
  });
  response.write('data: first\n\n');
  setTimeout(() => response.end('data: second\n\n'), 2000);
});
server.listen(0, '127.0.0.1', () => console.log(server.address().port));
END
cat > client.mjs <<'END'
import { request } from 'node:http';
import { createGunzip } from 'node:zlib';

const [url, encoding] = process.argv.slice(2);
const ask = request(url, { headers: { 'Accept-Encoding': encoding } }, (response) => {
  const zipped = response.headers['content-encoding'] === 'gzip';
  const text = zipped ? response.pipe(createGunzip()) : response;
  text.once('data', (chunk) => {
    console.log(String(chunk).includes('second') ? 'first event with the second' : 'first event before the second');
    process.exit();
  });
});
ask.end();
END
node stream.mjs > stream.port & running+=($!)
until [ -s stream.port ]; do sleep 0.1; done
cat > next.config.mjs <<END
export default { rewrites: async () => [{ source: '/api/:path*', destination: 'http://127.0.0.1:$(cat stream.port)/:path*' }] };
END
port=$(node -e 'const s = require("net").createServer().listen(0, "127.0.0.1", () => { console.log(s.address().port); s.close(); })')
NEXT_TELEMETRY_DISABLED=1 node node_modules/next/dist/bin/next dev --hostname 127.0.0.1 --port "$port" > next.log 2>&1 & running+=($!)
until curl --silent --output /dev/null --max-time 30 "http://127.0.0.1:$port/api/plain"; do sleep 0.5; done
output=$(
  printf '%-24s %s\n' 'no compression accepted:' "$(node client.mjs "http://127.0.0.1:$port/api/plain" identity)"
  printf '%-24s %s\n' 'gzip accepted:' "$(node client.mjs "http://127.0.0.1:$port/api/plain" gzip)"
  printf '%-24s %s\n' 'gzip and no-transform:' "$(node client.mjs "http://127.0.0.1:$port/api/untouched" gzip)"
)
printf '%s\n' "$output"
[ "$(grep -c 'before the second$' <<<"$output")" = 2 ] || { echo "CHANGED: streams that passed at once" >&2; exit 1; }
grep -q '^gzip accepted: .*with the second$' <<<"$output" || { echo "CHANGED: the stream that was held back" >&2; exit 1; }
