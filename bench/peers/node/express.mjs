// The service that is written by hand most often: a signed access token for 15 minutes, and a refresh token in a cookie that is good for one use.
// Usage: node express.mjs FOLDER SESSIONS PASSWORD
import { createHash, createSecretKey, randomBytes, randomUUID } from 'node:crypto';
import bcrypt from 'bcrypt';
import cookieParser from 'cookie-parser';
import express from 'express';
import jwt from 'jsonwebtoken';
import { emailOf, openDatabase, password, serve, sessions } from './shared.mjs';

// A key object, in its favour: from text, jsonwebtoken tries to read a public key first, each time.
const secret = createSecretKey(randomBytes(32));
const week = 7 * 24 * 3600 * 1000;

const database = openDatabase();
database.exec(`
  CREATE TABLE users (id TEXT PRIMARY KEY, email TEXT NOT NULL UNIQUE, role TEXT NOT NULL, password_hash TEXT NOT NULL);
  CREATE TABLE refresh_tokens (
    hash TEXT PRIMARY KEY, user_id TEXT NOT NULL REFERENCES users (id), expires_at INTEGER NOT NULL, created_at INTEGER NOT NULL);
  CREATE INDEX refresh_tokens_of_user ON refresh_tokens (user_id);`);
const insertUser = database.prepare('INSERT INTO users VALUES (?, ?, ?, ?)');
const userByEmail = database.prepare('SELECT * FROM users WHERE email = ?');
const userById = database.prepare('SELECT * FROM users WHERE id = ?');
const insertToken = database.prepare('INSERT INTO refresh_tokens VALUES (?, ?, ?, ?)');
const takeToken = database.prepare(
  'DELETE FROM refresh_tokens WHERE hash = ? RETURNING user_id, expires_at',
);

const hash = (token) => createHash('sha256').update(token).digest('base64url');
const accessTokenOf = (user) =>
  jwt.sign({ id: user.id, email: user.email, role: user.role }, secret, {
    algorithm: 'HS256',
    expiresIn: '15m',
  });

function newRefreshToken(userId) {
  const token = randomBytes(32).toString('base64url');
  const now = Date.now();
  insertToken.run(hash(token), userId, now + week, now);
  return token;
}

/** The token and its successor in one transaction: of two uses one is refused. */
const rotate = database.transaction((token) => {
  const taken = takeToken.get(hash(token));
  return taken && taken.expires_at > Date.now()
    ? { user: userById.get(taken.user_id), token: newRefreshToken(taken.user_id) }
    : null;
});

function answer(response, user, token) {
  response.cookie('refreshToken', token, {
    httpOnly: true,
    secure: true,
    sameSite: 'lax',
    path: '/api/auth',
    maxAge: week,
  });
  response.json({
    accessToken: accessTokenOf(user),
    user: { id: user.id, email: user.email, role: user.role },
  });
}

function authenticate(request, response, next) {
  const [scheme, token] = (request.headers.authorization ?? '').split(' ');
  try {
    if (scheme !== 'Bearer') throw new Error('no token');
    request.user = jwt.verify(token, secret, { algorithms: ['HS256'] });
  } catch {
    return response.status(401).json({ error: 'unauthorized' });
  }
  next();
}

const app = express();
app.disable('x-powered-by');
app.use(express.json(), cookieParser());
app.post('/api/auth/login', async (request, response) => {
  const user = userByEmail.get(request.body.email);
  if (!user || !(await bcrypt.compare(request.body.password, user.password_hash)))
    return response.status(401).json({ error: 'invalid credentials' });
  answer(response, user, newRefreshToken(user.id));
});
app.post('/api/auth/refresh', (request, response) => {
  const rotated = rotate(request.cookies.refreshToken ?? '');
  if (!rotated) return response.status(401).json({ error: 'invalid refresh token' });
  answer(response, rotated.user, rotated.token);
});
app.get('/api/verified', authenticate, (_, response) => {
  response.type('text').send('ok');
});
app.get('/api/me', authenticate, (request, response) => {
  const { id, email, role } = userById.get(request.user.id);
  response.json({ id, email, role });
});

const passwordHash = await bcrypt.hash(password, 10);
const seed = database.transaction(() =>
  Array.from({ length: sessions }, (_, number) => {
    const user = { id: randomUUID(), email: emailOf(number), role: 'user' };
    insertUser.run(user.id, user.email, user.role, passwordHash);
    return [newRefreshToken(user.id), accessTokenOf(user)];
  }),
);
serve(app, seed());
