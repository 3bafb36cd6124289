// better-auth as its guide sets it up, with addresses and passwords. Renewal is made due at every request, or none would be within a day.
// Usage: node better-auth.mjs FOLDER SESSIONS PASSWORD
import { createHmac, randomBytes } from 'node:crypto';
import { betterAuth } from 'better-auth';
import { getMigrations } from 'better-auth/db/migration';
import { fromNodeHeaders, toNodeHandler } from 'better-auth/node';
import { emailOf, openDatabase, password, serve, sessions } from './shared.mjs';

const secret = randomBytes(32).toString('base64url');
const database = openDatabase();
const auth = betterAuth({
  baseURL: 'http://127.0.0.1',
  secret,
  database,
  emailAndPassword: { enabled: true },
  rateLimit: { enabled: false },
  telemetry: { enabled: false },
  logger: { disabled: true },
  trustedOrigins: ['http://127.0.0.1:*'],
  session: { updateAge: 0 },
});
await (await getMigrations(auth.options)).runMigrations();
const { internalAdapter, password: passwords, authCookies } = await auth.$context;

const handle = toNodeHandler(auth);
async function answer(request, response) {
  if (request.url !== '/api/verified') return handle(request, response);
  // How the guide protects an endpoint of one's own; disableRefresh, because reading alone is measured here.
  const session = await auth.api.getSession({
    headers: fromNodeHeaders(request.headers),
    query: { disableRefresh: true },
  });
  const body = session ? 'ok' : 'unauthorized';
  response.writeHead(session ? 200 : 401, {
    'content-type': 'text/plain',
    'content-length': Buffer.byteLength(body),
  });
  response.end(body);
}

const cookieOf = (token) => {
  const signature = createHmac('sha256', secret).update(token).digest('base64');
  return `${authCookies.sessionToken.name}=${encodeURIComponent(`${token}.${signature}`)}`;
};

const passwordHash = await passwords.hash(password);
const credentials = [];
// One transaction for all: there is one connection.
database.exec('BEGIN');
for (let number = 0; number < sessions; number++) {
  const user = await internalAdapter.createUser({
    email: emailOf(number),
    name: 'A Person',
    emailVerified: true,
  });
  await internalAdapter.linkAccount({
    userId: user.id,
    providerId: 'credential',
    accountId: user.id,
    password: passwordHash,
  });
  const session = await internalAdapter.createSession(user.id);
  credentials.push([cookieOf(session.token)]);
}
database.exec('COMMIT');
serve(answer, credentials);
