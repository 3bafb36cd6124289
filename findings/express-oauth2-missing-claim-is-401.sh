#!/usr/bin/env bash
# express-oauth2-jwt-bearer 1.10.0: a good token without a claim that claimIncludes asks for gets 401 invalid_token; one without a scope gets 403.
#
# RFC 6750 §3.1 has 403 insufficient_scope for a token that is good and not enough, and requiredScopes answers that. claimIncludes, claimEquals and
# claimCheck answer as for a token that is expired or forged. A client that renews its token at every invalid_token renews in vain, again and again.
#
# Seen with Node.js 20.20.2 and express 5.3.0:
#   any:   200 null
#   scope: 403 Bearer realm="api", error="insufficient_scope", error_description="Insufficient Scope", scope="write"
#   role:  401 Bearer realm="api", error="invalid_token", error_description="Unexpected 'roles' value"
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --save-exact express@5.3.0 express-oauth2-jwt-bearer@1.10.0 jose@6.2.18 >/dev/null
cat > run.mjs <<'JS'
import { once } from 'node:events';
import { createServer } from 'node:http';
import express from 'express';
import { auth, claimIncludes, requiredScopes } from 'express-oauth2-jwt-bearer';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';

const { publicKey, privateKey } = await generateKeyPair('ES256');
const jwks = JSON.stringify({ keys: [{ ...(await exportJWK(publicKey)), kid: '1', alg: 'ES256', use: 'sig' }] });
const keys = createServer((_, response) => response.setHeader('Content-Type', 'application/json').end(jwks)).listen(0, '127.0.0.1');
await once(keys, 'listening');

const issuer = 'https://issuer.example';
const token = await new SignJWT({ roles: ['reader'], scope: 'read' })
  .setProtectedHeader({ alg: 'ES256', kid: '1' })
  .setIssuer(issuer)
  .setAudience('api')
  .setIssuedAt()
  .setExpirationTime('5m')
  .sign(privateKey);

const ok = (_, response) => response.end();
const app = express();
app.use(auth({ issuer, audience: 'api', jwksUri: `http://127.0.0.1:${keys.address().port}/`, tokenSigningAlg: 'ES256' }));
app.get('/any', ok);
app.get('/scope', requiredScopes('write'), ok);
app.get('/role', claimIncludes('roles', 'admin'), ok);
const server = app.listen(0, '127.0.0.1');
await once(server, 'listening');

for (const path of ['any', 'scope', 'role']) {
  const { status, headers } = await fetch(`http://127.0.0.1:${server.address().port}/${path}`, { headers: { Authorization: `Bearer ${token}` } });
  console.log(`${path}:`.padEnd(7) + `${status} ${headers.get('WWW-Authenticate')}`);
}
process.exit();
JS
output=$(node run.mjs 2>/dev/null)
printf '%s\n' "$output"
grep -q '^scope: 403 .*error="insufficient_scope"' <<<"$output" || { echo "CHANGED: a missing scope" >&2; exit 1; }
grep -q '^role:  401 .*error="invalid_token"' <<<"$output" || { echo "CHANGED: a missing claim" >&2; exit 1; }
