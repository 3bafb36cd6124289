// A back end as tutorials build it: a JWT for requests, a refresh token in a cookie that is good for exactly one use.
// A token that comes a second time is taken for a stolen one, and every token of that sign-in is revoked. No grace.
// Usage: node strict-server.mjs PORT SECONDS [EMAIL...]; SECONDS is the life of an access token.
import { createHash, createHmac, randomBytes, randomUUID, timingSafeEqual } from 'node:crypto';
import { createServer } from 'node:http';

const [port, seconds, ...accounts] = process.argv.slice(2);
const password = 'a long enough passphrase';
const week = 7 * 24 * 60 * 60;
const key = randomBytes(32);

/** By the hash of the token: whose it is, of which sign-in, and whether it was used. */
const refreshTokens = new Map();
const revokedFamilies = new Set();

const base64url = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');
const sign = (text) => createHmac('sha256', key).update(text).digest();
const hash = (token) => createHash('sha256').update(token).digest('base64url');
const now = () => Math.floor(Date.now() / 1000);

function accessToken(email) {
  const exp = Date.now() / 1000 + Number(seconds);
  const content = `${base64url({ alg: 'HS256', typ: 'JWT' })}.${base64url({ sub: email, iat: now(), exp })}`;
  return `${content}.${sign(content).toString('base64url')}`;
}

function verify(authorization = '') {
  const [header, payload, signature] = authorization.replace(/^Bearer /, '').split('.');
  if (!signature) return null;
  const expected = sign(`${header}.${payload}`);
  const given = Buffer.from(signature, 'base64url');
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return null;
  const claims = JSON.parse(Buffer.from(payload, 'base64url').toString());
  return claims.exp > Date.now() / 1000 ? claims : null;
}

function issue(response, email, family) {
  const token = randomBytes(32).toString('base64url');
  refreshTokens.set(hash(token), { email, family, used: false });
  const cookie = `refreshToken=${token}; Max-Age=${week}; Path=/; HttpOnly; SameSite=Lax`;
  answer(response, 200, { accessToken: accessToken(email) }, { 'Set-Cookie': cookie });
}

function refresh(request, response) {
  const token = /(?:^|; )refreshToken=([^;]+)/.exec(request.headers.cookie ?? '')?.[1];
  const stored = token && refreshTokens.get(hash(token));
  if (!stored) return answer(response, 401, { error: 'No refresh token provided' });
  if (stored.used && !revokedFamilies.has(stored.family)) {
    revokedFamilies.add(stored.family);
    process.stdout.write(`reuse ${stored.email}\n`);
  }
  if (revokedFamilies.has(stored.family)) {
    return answer(response, 401, { error: 'Invalid refresh token' });
  }
  stored.used = true;
  return issue(response, stored.email, stored.family);
}

async function login(request, response) {
  const given = JSON.parse(await text(request));
  if (!accounts.includes(given.email) || given.password !== password) {
    return answer(response, 401, { error: 'Invalid credentials' });
  }
  return issue(response, given.email, randomUUID());
}

function protectedRoute(request, response, body) {
  const claims = verify(request.headers.authorization);
  if (!claims) return answer(response, 401, { error: 'Unauthorized' });
  return answer(response, 200, body(claims));
}

const routes = {
  'POST /api/auth/login': login,
  'POST /api/auth/refresh': refresh,
  'GET /api/me': (request, response) =>
    protectedRoute(request, response, (claims) => ({ email: claims.sub })),
  'GET /api/orders': (request, response) =>
    protectedRoute(request, response, () => [{ id: 1, customer: 'Tern Bakery', item: 'Mixing bowl' }]),
};

function answer(response, status, body, headers = {}) {
  const always = { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' };
  response.writeHead(status, { ...always, ...headers });
  response.end(JSON.stringify(body));
}

async function text(request) {
  let all = '';
  for await (const part of request.setEncoding('utf8')) all += part;
  return all;
}

const server = createServer((request, response) => {
  const route = routes[`${request.method} ${request.url}`];
  if (route) route(request, response);
  else answer(response, 404, { error: 'Not found' });
});
server.listen(Number(port), '127.0.0.1', () => process.stdout.write('listening\n'));
