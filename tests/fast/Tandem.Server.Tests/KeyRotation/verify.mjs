// Verifies access tokens as a resource server does that knows nothing of Tandem but the address of its keys.
// In: one token a line. Out: for each "ok" or what was wrong.
import { createInterface } from 'node:readline';
import { createRemoteJWKSet, jwtVerify } from 'jose';

const [issuer, cooldown] = process.argv.slice(2);
const keys = createRemoteJWKSet(new URL('/.well-known/jwks.json', issuer), { cooldownDuration: Number(cooldown) });
const expected = { issuer, audience: issuer, typ: 'at+jwt', algorithms: ['ES256', 'RS256'], clockTolerance: 10 };

for await (const token of createInterface({ input: process.stdin })) {
  try {
    await jwtVerify(token, keys, expected);
    process.stdout.write('ok\n');
  } catch (error) {
    process.stdout.write(`${error.code ?? error.name}: ${error.message}\n`);
  }
}
