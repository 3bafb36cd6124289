// Reads { url, issuer, audience, algorithm, token } from standard input and verifies the token as an API in Node would.
import { text } from 'node:stream/consumers';
import { createRemoteJWKSet, jwtVerify } from 'jose';

const { url, issuer, audience, algorithm, token, now } = JSON.parse(await text(process.stdin));
const { payload, protectedHeader } = await jwtVerify(token, createRemoteJWKSet(new URL(url)), {
  typ: 'at+jwt',
  issuer,
  audience,
  algorithms: [algorithm],
  requiredClaims: ['sub', 'client_id', 'jti', 'iat', 'exp'],
  currentDate: new Date(now * 1000),
});
process.stdout.write(JSON.stringify({ payload, protectedHeader }));
