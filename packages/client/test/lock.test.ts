import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { AuthClient } from '../src/index.js';
import { createSetting, signIn } from './support/setting.js';
import { TestLocks } from './support/test-locks.js';

const setting = createSetting();
let locks: TestLocks;

beforeEach(() => {
  locks = new TestLocks();
  locks.install();
});
afterEach(() => vi.unstubAllGlobals());

describe('The lock between tabs', () => {
  it('is held around each auth request, and nothing else', async () => {
    const client = await setting.signedIn();
    locks.log.length = 0;
    const listened: number[] = [];
    client.on('refreshed', () => listened.push(locks.log.length));
    await client.refresh();
    await client.fetch('/api/me');
    await client.signOut();
    expect(locks.log.map((line) => line.split(' ')[0])).toEqual([
      'granted',
      'released',
      'granted',
      'released',
    ]);
    expect(listened).toEqual([2]);
  });

  it('is one per server', async () => {
    await setting.client().start();
    await setting.client({ baseURL: `${setting.server.url}/` }).start();
    await setting
      .client({ baseURL: `${setting.server.url}/other` })
      .start()
      .catch(() => {});
    const names = new Set(locks.log.map((line) => line.slice(line.indexOf(' '))));
    expect(names.size).toBe(2);
  });

  it('is waited for 13 s by a refresh, which then runs without it', async () => {
    const client = await setting.signedIn();
    const release = await locks.take();
    const refreshed = client.refresh();
    await vi.waitUntil(() => locks.waiting === 1);
    setting.clock.advance(12_999);
    expect(locks.waiting).toBe(1);
    setting.clock.advance(1);
    await vi.waitUntil(() => setting.clock.pending > 0);
    setting.clock.advance(500);
    expect(await refreshed).toMatchObject({ session: { generation: 2 } });
    release();
  });

  it('is waited for by sign-in and sign-out, too', async () => {
    const client = setting.client();
    let release = await locks.take();
    const signedIn = client.signIn({ email: 'ada@example.com', password: 'correct' });
    await vi.waitUntil(() => locks.waiting === 1);
    expect(setting.server.received).toEqual([]);
    release();
    await signedIn;

    release = await locks.take();
    const signedOut = client.signOut();
    await vi.waitUntil(() => locks.waiting === 1);
    expect(setting.server.count('/api/auth/logout')).toBe(0);
    release();
    await signedOut;
    expect(setting.server.count('/api/auth/logout')).toBe(1);
  });

  it.each([
    ['a sign-in', (client: AuthClient) => signIn(client), 'login'],
    ['a sign-out', (client: AuthClient) => client.signOut(), 'logout'],
  ])('is waited for 13 s by %s, which then goes on without it', async (_name, act, path) => {
    const client = await setting.signedIn();
    const release = await locks.take();
    const done = act(client);
    await vi.waitUntil(() => locks.waiting === 1);
    setting.clock.advance(12_999);
    expect(locks.waiting).toBe(1);
    expect(setting.server.received).toEqual([]);
    setting.clock.advance(1);
    await done;
    expect(setting.server.count(`/api/auth/${path}`)).toBe(1);
    release();
  });

  it('is only tried after one wait in vain, until it is granted again', async () => {
    const client = await setting.signedIn();
    const release = await locks.take();
    const signedIn = signIn(client);
    await vi.waitUntil(() => locks.waiting === 1);
    setting.clock.advance(13_000);
    await signedIn;

    // The clock stands still from here on.
    await client.refresh();
    await client.signOut();
    await signIn(client);
    expect(client.getSession()).toMatchObject({ session: { id: 's3', generation: 1 } });

    locks.log.length = 0;
    release();
    await vi.waitUntil(() => locks.log.includes('released other'));
    await client.refresh();
    expect(locks.log.some((line) => line.startsWith('granted tandem'))).toBe(true);
    const releaseAgain = await locks.take();
    const refreshed = client.refresh();
    await vi.waitUntil(() => locks.waiting === 1);
    releaseAgain();
    await refreshed;
  });

  it('is released when the request runs out of time', async () => {
    const client = await setting.signedIn();
    const refresh = setting.server.hold('/api/auth/refresh');
    const outcome = client.refresh().catch((error) => error);
    await refresh.arrived;
    setting.clock.pass(12_000);
    await outcome;
    expect(locks.log.at(-1)).toMatch(/^released/);
  });

  it('is not needed where it may not be used', async () => {
    vi.stubGlobal('navigator', {
      locks: { request: () => Promise.reject(new DOMException('Sandboxed.', 'SecurityError')) },
    });
    const client = await setting.signedIn();
    expect(await client.refresh()).toMatchObject({ session: { generation: 2 } });
  });

  it('is replaced by a queue within the tab if it is missing', async () => {
    vi.unstubAllGlobals();
    const client = await setting.signedIn();
    const login = setting.server.hold('/api/auth/login');
    const signingIn = client.signIn({ email: 'bob@example.com', password: 'correct' });
    await login.arrived;
    const refreshed = client.refresh();
    login.release();
    await Promise.all([signingIn, refreshed]);
    expect(setting.server.refreshes).toBe(0);
    expect(client.getSession()).toMatchObject({ session: { id: 's2' } });
  });

  it('is given up if it is never granted, also by requests that wait in the same tab', async () => {
    vi.unstubAllGlobals();
    const client = await setting.signedIn();
    const login = setting.server.hold('/api/auth/login');
    const attempt = client.signIn({ email: 'a@example.com', password: 'x' }).catch((e) => e);
    await login.arrived;
    const refreshed = client.refresh();
    setting.clock.advance(13_000);
    expect(await attempt).toMatchObject({ code: 'timed_out' });
    await vi.waitUntil(() => setting.clock.pending > 0);
    setting.clock.advance(500);
    expect(await refreshed).toMatchObject({ session: { id: 's1', generation: 2 } });
  });
});
