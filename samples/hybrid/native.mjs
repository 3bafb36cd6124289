// A program without a cookie jar, like a mobile app: node samples/hybrid/native.mjs http://127.0.0.1:5080/api/auth ada@example.com < password.txt
import { readFileSync } from 'node:fs';
import { HybridSession } from './hybrid-session.mjs';

const [api, email] = process.argv.slice(2);
const password = readFileSync(0, 'utf8').replace(/\r?\n$/, '');
const kept = new Map();
const storage = {
  getItem: (key) => kept.get(key) ?? null,
  setItem: (key, value) => kept.set(key, value),
  removeItem: (key) => kept.delete(key),
};

const session = new HybridSession(api, storage);
const first = await session.signIn(email, password);
const second = await session.refresh();
process.stdout.write(first === second ? 'the same access token\n' : 'a new access token\n');
await session.signOut();
await session.refresh().catch((error) => process.stdout.write(`${error.message}\n`));
