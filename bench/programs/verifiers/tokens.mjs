// Tokens of the server, good and otherwise.
import { generateKeyPairSync, sign } from 'node:crypto';

export async function accessToken(relay) {
  const response = await fetch(`http://127.0.0.1:${relay.target}/api/auth/login`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: '{"email":"ada@example.com","password":"correct horse battery"}',
  });
  return (await response.json()).accessToken;
}

export const part = (token, index) => JSON.parse(Buffer.from(token.split('.')[index], 'base64url'));

/** One character of the signature is another. */
export const altered = (token) =>
  token.slice(0, -20) + (token.at(-20) === 'A' ? 'B' : 'A') + token.slice(-19);

/** The same words under the same key id, signed by a key of somebody else. */
export function foreign(token) {
  const words = token.slice(0, token.lastIndexOf('.'));
  const { privateKey: key } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const signature = sign('sha256', Buffer.from(words), { key, dsaEncoding: 'ieee-p1363' });
  return `${words}.${signature.toString('base64url')}`;
}
