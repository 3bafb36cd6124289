// A program without a cookie jar: restores its session, calls the API, refreshes, and is killed while it stores the new token.
// node native-client.mjs PACKAGE SERVER TOKEN-FILE before|after|never   (signs in when nothing is stored; the password is on standard input)
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';

const [packed, server, file, moment] = process.argv.slice(2);
const load = (entry) => import(pathToFileURL(join(packed, 'dist', entry)).href);
const { createAuthClient } = await load('index.js');
const { bodyDelivery } = await load('native/index.js');
const { fileLock, fileTokenStore } = await load('native/node/index.js');

const say = (line) => process.stdout.write(`${line}\n`);
const die = () => process.kill(process.pid, 'SIGKILL');
const tokens = fileTokenStore(file);
let armed = false;
const store = {
  ...tokens,
  async set(value) {
    // Received, and not stored yet.
    if (armed && moment === 'before') die();
    await tokens.set(value);
    // Stored, and nobody knows of it yet.
    if (armed && moment === 'after') die();
  },
};

const auth = createAuthClient({
  baseURL: server,
  delivery: bodyDelivery({ store, lock: fileLock(`${file}.lock`) }),
  refresh: 'on-demand',
});
let session = await auth.start();
if (session.status === 'anonymous') {
  const password = readFileSync(0, 'utf8');
  session = await auth.signIn({ email: 'native@example.com', password });
  say('signed in');
}
const answer = await auth.fetch('/api/me');
say(`${session.status} ${answer.status} ${session.session?.generation}`);
armed = true;
await auth.refresh();
// A token that is newer than two leeways is not replaced yet, and nothing is stored.
for (let repeats = 0; moment !== 'never' && repeats < 100; repeats++) {
  await setTimeout(100);
  await auth.refresh();
}
auth.dispose();
say('lived');
