import { afterEach, describe, expect, it, vi } from 'vitest';
import { type AuthClient, isTransient } from '../src/index.js';
import { webTokenStore } from '../src/storage/index.js';
import { createSetting, inTime, recordEvents, signIn } from './support/setting.js';
import { TestPage, TestStorage } from './support/test-page.js';
import { problem } from './support/test-server.js';

const setting = createSetting();
afterEach(() => vi.unstubAllGlobals());

const here = 'https://app.example.com/start';

const open = (storage?: TestStorage, referrer = ''): AuthClient =>
  setting.client({ page: new TestPage(storage, referrer) });

async function signedInOn(storage: TestStorage): Promise<AuthClient> {
  const client = open(storage);
  await signIn(client);
  setting.server.received.length = 0;
  return client;
}

describe('A sign-out that could not be sent', () => {
  it('holds after a reload, is sent then, and no refresh undoes it', async () => {
    const storage = new TestStorage();
    const client = await signedInOn(storage);
    setting.server.on('/api/auth/logout', (_, response) => response.destroy());
    await expect(client.signOut()).rejects.toSatisfy(isTransient);

    const reloaded = open(storage);
    expect(await reloaded.start()).toMatchObject({ status: 'signed-out', reason: 'sign_out' });
    expect(setting.server.refreshes).toBe(0);

    setting.server.on('/api/auth/logout');
    await open(storage).start();
    await vi.waitUntil(() => setting.server.session === undefined);
    expect(setting.server.last('/api/auth/logout')?.body).toBe('{"sessionId":"s1"}');
    expect(await open(storage).start()).toMatchObject({ status: 'anonymous' });
  });

  it('is followed by a tab that no message reaches, and never undone by it', async () => {
    const storage = new TestStorage();
    const [first, second] = [await signedInOn(storage), open(storage)];
    await second.start();
    setting.server.on('/api/auth/logout', (_, response) => response.destroy());
    await first.signOut().catch(() => {});
    const before = setting.server.refreshes;
    expect(await second.refresh()).toMatchObject({ status: 'signed-out', reason: 'sign_out' });
    expect(setting.server.refreshes).toBe(before);
  });

  it('does not keep a page that a server rendered for somebody signed in', async () => {
    const storage = new TestStorage();
    const client = await signedInOn(storage);
    const { user, session } = client.getSession();
    setting.server.on('/api/auth/logout', (_, response) => response.destroy());
    await client.signOut().catch(() => {});
    const reloaded = open(storage);
    if (user && session) reloaded.hydrate({ user, session });
    expect(await reloaded.start()).toMatchObject({ status: 'signed-out' });
  });

  it('is over with the next sign-in', async () => {
    const storage = new TestStorage();
    const client = await signedInOn(storage);
    setting.server.on('/api/auth/logout', (_, response) => response.destroy());
    await client.signOut().catch(() => {});
    setting.server.on('/api/auth/logout');
    await client.signIn({ email: 'ada@example.com', password: 'correct' });
    expect(await open(storage).start()).toMatchObject({ status: 'authenticated' });
    expect(setting.server.count('/api/auth/logout')).toBe(1);
  });
});

describe('A sign-out in a tab that cannot tell the others', () => {
  it('is not reported as a wrong setup there', async () => {
    const storage = new TestStorage();
    const [first, second] = [await signedInOn(storage), open(storage)];
    await second.start();
    await first.signOut();
    expect(await second.refresh()).toMatchObject({ status: 'signed-out', reason: 'sign_out' });
  });
});

describe('A visitor who is not signed in', () => {
  it('is not asked for again within a minute on the same site', async () => {
    const storage = new TestStorage();
    await open(storage).start();
    expect(setting.server.refreshes).toBe(1);
    setting.clock.advance(59_999);
    expect(await open(storage, here).start()).toMatchObject({ status: 'anonymous' });
    expect(setting.server.refreshes).toBe(1);
    setting.clock.advance(1);
    await open(storage, here).start();
    expect(setting.server.refreshes).toBe(2);
  });

  it.each([
    ['typed the address', ''],
    ['comes from elsewhere, where they may have signed in', 'https://accounts.example.com/done'],
    ['comes from an origin that only begins alike', 'https://app.example.com.evil.example/'],
  ])('is asked for when they %s', async (_what, referrer) => {
    const storage = new TestStorage();
    await open(storage).start();
    await open(storage, referrer).start();
    expect(setting.server.refreshes).toBe(2);
  });

  it('is not confused with a session that is over: the reason is shown again', async () => {
    const storage = new TestStorage();
    const client = await signedInOn(storage);
    await client.refresh();
    await open(storage, here).start();
    expect(setting.server.refreshes).toBe(2);
  });
});

describe('Without storage', () => {
  it('everything works until the page is closed', async () => {
    const storage = new TestStorage();
    storage.broken = true;
    const client = await signedInOn(storage);
    setting.server.on('/api/auth/logout', (_, response) => response.destroy());
    await client.signOut().catch(() => {});
    expect(await client.refresh()).toMatchObject({ status: 'signed-out' });
    expect(setting.server.refreshes).toBe(0);
  });

  const foreign = ['not json', '', 'null', 'true', '7', '"text"', '[]', '[null]', '{}'];

  it.each([
    ...foreign,
    '{"signOut":null,"over":null,"nobodyAt":null}',
    '{"signOut":7,"over":7,"nobodyAt":"now"}',
    '{"signOut":"s1"}',
    '{"signOut":true}',
  ])('a foreign note %s does no harm', async (value) => {
    const storage = new TestStorage();
    storage.setItem(`tandem ${setting.server.url}/api/auth/`, value);
    setting.server.signIn();
    const client = open(storage, here);
    expect(await client.start()).toMatchObject({ status: 'authenticated' });
    await client.signOut();
    expect(setting.server.session).toBeUndefined();
  });

  const until = Date.now() + 600_000;
  it.each([
    ...foreign,
    JSON.stringify({ until, expiresIn: 900 }),
    JSON.stringify({ until, expiresIn: 900, accessToken: 'x', user: null, session: null }),
    JSON.stringify({ until, expiresIn: 900, accessToken: 'x', user: { id: 'u1' }, session: {} }),
    JSON.stringify({ until, expiresIn: 900, accessToken: 7, ...{ user: 'ada', session: 's1' } }),
  ])('a foreign value %s where the access token is kept does no harm', async (value) => {
    const storage = new TestStorage();
    storage.setItem('tandem-access', value);
    vi.stubGlobal('sessionStorage', storage);
    setting.server.signIn();
    const client = setting.client({ tokenStore: webTokenStore(storage) });
    expect(await client.start()).toMatchObject({ status: 'authenticated', user: { id: 'u1' } });
    expect(setting.server.refreshes).toBe(1);
  });
});

describe('What is stored', () => {
  it('is no token and nothing of the person', async () => {
    const storage = new TestStorage();
    const client = await signedInOn(storage);
    await client.refresh();
    await client.signOut();
    expect(String(storage)).not.toMatch(/s1\.\d|ada|u1/);
  });
});

describe('Keys of another client', () => {
  it('are deleted, and nothing else', async () => {
    const page = new TestPage();
    for (const storage of [page.localStorage, page.sessionStorage]) {
      for (const key of ['authToken', 'refreshToken', 'theme']) storage.setItem(key, key);
    }
    const client = setting.client({ page, migrateFrom: ['authToken', 'refreshToken'] });
    await client.start();
    for (const storage of [page.localStorage, page.sessionStorage]) {
      expect(storage.getItem('authToken')).toBeNull();
      expect(storage.getItem('refreshToken')).toBeNull();
      expect(storage.getItem('theme')).toBe('theme');
    }
  });
});

describe('An access token in the browser’s storage', () => {
  const withStore = (storage: Storage) => setting.client({ tokenStore: webTokenStore(storage) });

  it('that outlives a crash shows the person at once, and is refreshed before it is used', async () => {
    const storage = new TestStorage();
    await withStore(storage).signIn({ email: 'ada@example.com', password: 'correct' });
    expect(String(storage)).not.toContain('s1.1');
    const restarted = withStore(storage);
    expect(await restarted.start()).toMatchObject({ status: 'authenticated', user: { id: 'u1' } });
    expect((await restarted.fetch('/api/me')).status).toBe(200);
    expect(setting.server.last('/api/me')?.headers.authorization).toBe('Bearer s1.2');
    expect(setting.server.refreshes).toBe(1);
  });

  it('of this tab makes a reload need no refresh while the token is valid', async () => {
    const storage = new TestStorage();
    vi.stubGlobal('sessionStorage', storage);
    const client = withStore(storage);
    await client.signIn({ email: 'ada@example.com', password: 'correct' });
    const reloaded = withStore(storage);
    const log = recordEvents(reloaded);
    expect(await reloaded.start()).toMatchObject({ status: 'authenticated', user: { id: 'u1' } });
    expect(await reloaded.getAccessToken()).toBe('s1.1');
    expect(reloaded.getSession().expiresIn).toBeLessThanOrEqual(900);
    expect(setting.server.refreshes).toBe(0);
    expect(log).toEqual([]);
  });

  it.each([
    ['has run out', 901_000],
    ['comes from a clock that was set back', -60_000],
  ])('that %s is not used', async (_what, passed) => {
    const storage = new TestStorage();
    await withStore(storage).signIn({ email: 'ada@example.com', password: 'correct' });
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + passed });
    try {
      await withStore(storage).start();
    } finally {
      vi.useRealTimers();
    }
    expect(setting.server.refreshes).toBe(1);
  });

  it('is removed with the session', async () => {
    const storage = new TestStorage();
    const client = withStore(storage);
    await client.signIn({ email: 'ada@example.com', password: 'correct' });
    await client.signOut();
    expect(storage.length).toBe(0);
  });

  it.each(['refresh_token_missing', 'refresh_token_foreign'])(
    'stays after %s, which proves nothing, and is not shown again',
    async (code) => {
      const [storage, page] = [new TestStorage(), new TestPage()];
      const options = { page, tokenStore: webTokenStore(storage) };
      const client = setting.client(options);
      await client.signIn({ email: 'ada@example.com', password: 'correct' });
      setting.server.on('/api/auth/refresh', (_, response) => problem(response, 401, code));
      await inTime(
        setting,
        client.refresh().catch(() => {}),
      );
      expect(client.getSession().status).toBe('signed-out');
      expect(storage.length).toBe(1);
      expect(await setting.client(options).start()).toMatchObject({ status: 'anonymous' });
    },
  );
});

describe('The end of a session', () => {
  const refuse = (code: string) =>
    setting.server.on('/api/auth/refresh', (_, response) => problem(response, 401, code));

  it.each(['refresh_token_expired', 'session_revoked', 'refresh_token_foreign'])(
    'is told once (%s), so that a page that reloads for it does so once',
    async (code) => {
      const storage = new TestStorage();
      refuse(code);
      expect(await open(storage).start()).toMatchObject({ status: 'signed-out', reason: code });
      expect(await open(storage).start()).toMatchObject({ status: 'anonymous' });
      expect(await open(storage).start()).toMatchObject({ status: 'anonymous' });
    },
  );

  it('is told again after another sign-in', async () => {
    const storage = new TestStorage();
    refuse('session_revoked');
    await open(storage).start();
    const client = open(storage);
    await signIn(client);
    expect(await client.refresh()).toMatchObject({ reason: 'session_revoked' });
  });

  it('is not undone by a page that a server renders for somebody signed in', async () => {
    const storage = new TestStorage();
    const client = await signedInOn(storage);
    const { user, session } = client.getSession();
    refuse('refresh_token_missing');
    await inTime(
      setting,
      client.refresh().catch(() => {}),
    );
    const reloaded = open(storage);
    if (user && session) reloaded.hydrate({ user, session });
    expect(await reloaded.start()).toMatchObject({ status: 'anonymous' });
  });
});
