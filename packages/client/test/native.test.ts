import { mkdir, mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { isTransient } from '../src/index.js';
import { bodyDelivery, type RefreshTokenStore } from '../src/native/index.js';
import { fileLock, fileTokenStore } from '../src/native/node/index.js';
import { createSetting } from './support/setting.js';
import { json, problem } from './support/test-server.js';

const setting = createSetting();
const ada = { email: 'ada@example.com', password: 'correct' };
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tandem-native-'));
});
afterEach(() => rm(folder, { recursive: true }));

const path = () => join(folder, 'inner', 'token');
const kept = async () => JSON.parse(await readFile(path(), 'utf8'));
const client = (store: RefreshTokenStore = fileTokenStore(path())) =>
  setting.client({ delivery: bodyDelivery({ store, lock: fileLock(`${path()}.lock`) }) });

/** The server delivers in bodies: `r<generation>` is the refresh token of a generation. */
function deliverInBodies(): string[] {
  const presented: string[] = [];
  const tokens = () => ({
    ...setting.server.tokens(),
    refreshToken: `r${setting.server.session?.generation}`,
  });
  setting.server.on('/api/auth/login', ({ body }, response) => {
    expect(JSON.parse(body).delivery).toBe('body');
    setting.server.signIn();
    json(response, 200, tokens());
  });
  setting.server.on('/api/auth/refresh', ({ body, headers }, response) => {
    expect(headers.cookie).toBeUndefined();
    presented.push(JSON.parse(body).refreshToken);
    const { session } = setting.server;
    if (!session) return problem(response, 401, 'session_revoked');
    session.generation++;
    json(response, 200, tokens());
  });
  return presented;
}

describe('Without a cookie jar', () => {
  it('the refresh token is written to the store and read from it, also after a restart', async () => {
    const presented = deliverInBodies();
    await client().signIn(ada);
    expect(await kept()).toEqual({ refreshToken: 'r1', sessionId: 's1', generation: 1 });
    const restarted = client();
    expect(await restarted.start()).toMatchObject({ status: 'authenticated' });
    expect((await restarted.fetch('/api/me')).status).toBe(200);
    expect(await kept()).toMatchObject({ refreshToken: 'r2' });
    expect(presented).toEqual(['r1']);
  });

  it.each(['not json', '', 'null', '7', '[]', '{}', '{"refreshToken":7,"sessionId":null}'])(
    'a foreign value %s in the store is nothing stored',
    async (value) => {
      deliverInBodies();
      await mkdir(join(folder, 'inner'));
      await writeFile(path(), value);
      const session = client();
      expect(await session.start()).toMatchObject({ status: 'anonymous' });
      await session.signIn(ada);
      expect(await kept()).toMatchObject({ refreshToken: 'r1' });
    },
  );

  it('no request is sent if nothing is stored', async () => {
    expect(await client().start()).toMatchObject({ status: 'anonymous' });
    expect(setting.server.received).toEqual([]);
  });

  it('contents of another program, or cut short, are ignored', async () => {
    await client(fileTokenStore(join(folder, 'token'))).start();
    await writeFile(join(folder, 'token'), '{"refreshToken":"r1","sess');
    expect(await client(fileTokenStore(join(folder, 'token'))).start()).toMatchObject({
      status: 'anonymous',
    });
  });

  it('a response without a refresh token keeps the stored one', async () => {
    deliverInBodies();
    const session = client();
    await session.signIn(ada);
    setting.server.on('/api/auth/refresh', (_, response) => {
      if (setting.server.session) setting.server.session.generation++;
      json(response, 200, setting.server.tokens());
    });
    expect(await session.refresh()).toMatchObject({ session: { generation: 2 } });
    expect(await kept()).toMatchObject({ refreshToken: 'r1' });
  });

  it('a store that fails ends no session, and no token is used that was not stored', async () => {
    deliverInBodies();
    const file = fileTokenStore(path());
    let full = false;
    const store: RefreshTokenStore = {
      ...file,
      set: (value) => (full ? Promise.reject(new Error('disk full')) : file.set(value)),
    };
    const session = client(store);
    await session.signIn(ada);
    full = true;
    const error = await session.refresh().catch((reason) => reason);
    expect(error).toSatisfy(isTransient);
    expect(error).toMatchObject({ code: 'token_store_failed', cause: { message: 'disk full' } });
    expect(session.getSession()).toMatchObject({ status: 'stale', session: { generation: 1 } });
    full = false;
    expect(await session.refresh()).toMatchObject({ status: 'authenticated' });
  });

  it('a store that takes longer than the time limit, with the request, ends no session', async () => {
    deliverInBodies();
    const file = fileTokenStore(path());
    let finish = () => {};
    const written: string[] = [];
    const store: RefreshTokenStore = {
      ...file,
      async set(value) {
        if (JSON.parse(value).generation === 2)
          await new Promise<void>((resolve) => {
            finish = resolve;
          });
        await file.set(value);
        written.push(JSON.parse(value).refreshToken);
      },
    };
    const delivery = bodyDelivery({ store, timeLimit: 1_000 });
    const session = setting.client({ delivery });
    await session.signIn(ada);
    await expect(session.refresh()).rejects.toMatchObject({ code: 'timed_out' });
    expect(session.getSession()).toMatchObject({ status: 'stale', session: { generation: 1 } });
    const again = session.refresh();
    await vi.waitUntil(() => setting.server.refreshes === 2);
    finish();
    // What was given up is written before what came later, and not after it.
    expect(await again).toMatchObject({ session: { generation: 3 } });
    expect(written).toEqual(['r1', 'r2', 'r3']);
  });

  it('a response that comes too late to be stored is not stored', async () => {
    deliverInBodies();
    const file = fileTokenStore(path());
    let reads = 0;
    const get = async () => {
      const value = await file.get();
      reads++;
      return value;
    };
    const delivery = bodyDelivery({ store: { ...file, get }, timeLimit: 1_000 });
    const session = setting.client({ delivery });
    await session.signIn(ada);
    let respond = () => {};
    setting.server.on('/api/auth/refresh', (_, response) => {
      respond = () => json(response, 200, { ...setting.server.tokens(), refreshToken: 'late' });
    });
    await expect(session.refresh()).rejects.toMatchObject({ code: 'timed_out' });
    respond();
    // It is read once before the request, and once before the response would be stored.
    await vi.waitUntil(() => reads === 2);
    await file.get();
    expect(await kept()).toMatchObject({ refreshToken: 'r1' });
  });

  it.each([
    ['a newer generation', { refreshToken: 'r9', sessionId: 's1', generation: 9 }],
    ['another session', { refreshToken: 'x1', sessionId: 's9', generation: 1 }],
    ['a sign-out', { refreshToken: 'r1', sessionId: 's1', generation: 1, ended: true }],
  ])('a response to a refresh never replaces %s of another process', async (_name, other) => {
    deliverInBodies();
    const session = client();
    await session.signIn(ada);
    setting.server.on('/api/auth/refresh', async (_, response) => {
      await writeFile(path(), JSON.stringify(other));
      if (setting.server.session) setting.server.session.generation = 2;
      json(response, 200, { ...setting.server.tokens(), refreshToken: 'r2' });
    });
    expect(await session.refresh()).toMatchObject({ session: { id: 's1', generation: 2 } });
    expect(await kept()).toEqual(other);
  });

  it('a refusal of an old token does not delete what another process has stored', async () => {
    deliverInBodies();
    const session = client();
    await session.signIn(ada);
    const other = { refreshToken: 'x1', sessionId: 's9', generation: 1 };
    const presented: string[] = [];
    setting.server.on('/api/auth/refresh', async ({ body }, response) => {
      presented.push(JSON.parse(body).refreshToken);
      if (presented.length === 1) await writeFile(path(), JSON.stringify(other));
      problem(response, 401, 'session_revoked');
    });
    await session.refresh();
    // The refusal was checked once more, with the token of the other process.
    expect(presented).toEqual(['r1', 'x1']);
  });

  it('a token of another installation stays stored', async () => {
    deliverInBodies();
    const session = client();
    await session.signIn(ada);
    setting.server.on('/api/auth/refresh', (_, response) =>
      problem(response, 401, 'refresh_token_foreign'),
    );
    expect(await session.refresh()).toMatchObject({ reason: 'refresh_token_foreign' });
    expect(await kept()).toMatchObject({ refreshToken: 'r1' });
  });

  it('the end of the session empties the store', async () => {
    deliverInBodies();
    const session = client();
    await session.signIn(ada);
    setting.server.session = undefined;
    expect(await session.refresh()).toMatchObject({ reason: 'session_revoked' });
    await expect(kept()).rejects.toThrow('ENOENT');
  });

  it('a sign-out names the token and empties the store', async () => {
    deliverInBodies();
    const session = client();
    await session.signIn(ada);
    await session.signOut();
    expect(setting.server.last('/api/auth/logout')?.body).toBe(
      '{"refreshToken":"r1","sessionId":"s1"}',
    );
    await expect(kept()).rejects.toThrow('ENOENT');
  });

  it('a sign-out offline survives a restart, and the server is told then', async () => {
    const presented = deliverInBodies();
    const session = client();
    await session.signIn(ada);
    setting.server.on('/api/auth/logout', (_, response) => response.destroy());
    await expect(session.signOut()).rejects.toSatisfy(isTransient);

    expect(await client().start()).toMatchObject({ status: 'anonymous' });
    expect(await kept()).toMatchObject({ ended: true });

    setting.server.on('/api/auth/logout');
    expect(await client().start()).toMatchObject({ status: 'anonymous' });
    await expect(kept()).rejects.toThrow('ENOENT');
    expect(setting.server.session).toBeUndefined();
    expect(presented).toEqual([]);
  });

  it('a late sign-out does not end the session of somebody who signed in since', async () => {
    deliverInBodies();
    const [first, second] = [client(), client()];
    await first.signIn(ada);
    await second.signIn(ada);
    await first.signOut();
    expect(setting.server.count('/api/auth/logout')).toBe(0);
    expect(await kept()).toMatchObject({ sessionId: 's2' });
  });

  it('two processes on one store use each other’s tokens', async () => {
    const presented = deliverInBodies();
    const first = client();
    await first.signIn(ada);
    const second = client();
    await second.start();
    await Promise.all([first.refresh(), second.refresh()]);
    // Each process read what the other had written.
    expect(presented).toEqual(['r1', 'r2', 'r3']);
    expect(await kept()).toMatchObject({ refreshToken: 'r4' });
  });
});

describe('The file', () => {
  it('is readable by its owner only, and no other file is left', async () => {
    const store = fileTokenStore(path());
    await Promise.all([store.set('one'), store.set('one')]);
    expect((await stat(path())).mode & 0o777).toBe(0o600);
    expect((await stat(join(folder, 'inner'))).mode & 0o777).toBe(0o700);
    expect(await readdir(join(folder, 'inner'))).toEqual(['token']);
  });

  it('can be encrypted', async () => {
    const reverse = (text: string) => [...text].reverse().join('');
    const store = fileTokenStore(path(), { protect: reverse, reveal: reverse });
    await store.set('secret');
    expect(await readFile(path(), 'utf8')).toBe('terces');
    expect(await store.get()).toBe('secret');
  });

  it('that cannot be read is an error, not an empty store', async () => {
    await expect(fileTokenStore(folder).get()).rejects.toThrow('EISDIR');
  });
});

describe('The lock', () => {
  beforeEach(() => mkdir(join(folder, 'inner')));

  it('lets one work at a time', async () => {
    const lock = fileLock(path());
    let inside = 0;
    const work = async () => {
      expect(++inside).toBe(1);
      await new Promise((resolve) => setImmediate(resolve));
      inside--;
    };
    await Promise.all(Array.from({ length: 8 }, () => lock(work)));
    await expect(readFile(path())).rejects.toThrow('ENOENT');
  });

  it('of a process that has died is taken over', async () => {
    const lock = fileLock(join(folder, 'lock'));
    // No process has so high a number.
    await writeFile(join(folder, 'lock'), String(2 ** 30));
    expect(await lock(async () => 'done')).toBe('done');
  });

  const longAgo = new Date(Date.now() - 60_000);

  it('of a process that lives is taken over if its time was not renewed', async () => {
    await writeFile(path(), String(process.ppid));
    await utimes(path(), longAgo, longAgo);
    const before = performance.now();
    expect(await fileLock(path())(async () => 'done')).toBe('done');
    expect(performance.now() - before).toBeLessThan(2_000);
    await expect(readFile(path())).rejects.toThrow('ENOENT');
  });

  it('of an earlier process with the same id is taken over at once', async () => {
    await writeFile(path(), String(process.pid));
    vi.spyOn(performance, 'timeOrigin', 'get').mockReturnValue(Date.now() + 10);
    const before = performance.now();
    try {
      expect(await fileLock(path())(async () => 'done')).toBe('done');
    } finally {
      vi.restoreAllMocks();
    }
    expect(performance.now() - before).toBeLessThan(2_000);
  });

  it('is renewed while it is held', async () => {
    await fileLock(path())(async () => {
      await utimes(path(), longAgo, longAgo);
      await vi.waitUntil(async () => (await stat(path())).mtimeMs > Date.now() - 5_000, 5_000);
    });
  });

  it('that another process took over is left to it', async () => {
    await fileLock(path())(() => writeFile(path(), 'somebody else'));
    expect(await readFile(path(), 'utf8')).toBe('somebody else');
  });

  it('that is never released is not waited for beyond the limit', async () => {
    await writeFile(join(folder, 'lock'), String(process.pid));
    const lock = fileLock(join(folder, 'lock'), { longestWait: 60 });
    expect(await lock(async () => 'done')).toBe('done');
    expect(await readFile(join(folder, 'lock'), 'utf8')).toBe(String(process.pid));
  });
});
