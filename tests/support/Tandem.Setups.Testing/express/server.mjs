// A back end as it is written every day, with Express and its cors package. The faults come from the options:
// cors and cookie are handed to cors() and res.cookie() as they are.
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:https';
import cors from 'cors';
import express from 'express';

const options = JSON.parse(process.argv[2]);
const name = options.name ?? 'refreshToken';
const app = express();
let token;

const authenticate = (request, response, next) =>
  request.path.startsWith('/api/auth/') && request.method === 'POST'
    ? next()
    : response.status(401).json({ code: 'unauthorized' });
const allow = cors(options.cors);

app.disable('x-powered-by');
for (const handler of options.authenticatesFirst ? [authenticate, allow] : [allow, authenticate]) app.use(handler);
app.use(express.json());

const issue = (response) => {
  token = randomUUID();
  response.set('Cache-Control', 'no-store').cookie(name, token, options.cookie).json({ accessToken: 'secret-access' });
};

app.post('/api/auth/login', (request, response) =>
  request.body?.username === 'ada' ? issue(response) : response.status(401).json({ code: 'invalid_credentials' }),
);
app.post('/api/auth/refresh', (request, response) =>
  token && (request.headers.cookie ?? '').includes(`${name}=${token}`)
    ? issue(response)
    : response.status(401).json({ code: 'refresh_token_missing' }),
);
app.post('/api/auth/logout', (_, response) => {
  token = undefined;
  response.clearCookie(name, options.cookie).status(204).end();
});

const server = createServer({ cert: readFileSync(options.certificate), key: readFileSync(options.key) }, app);
server.listen(0, '127.0.0.1', () => console.log(`Express listens on ${server.address().port}`));
