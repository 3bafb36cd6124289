import { afterEach, describe, expect, it, vi } from 'vitest';
import type { AuthClient } from '../src/index.js';
import { createSetting, next, recordEvents } from './support/setting.js';
import { TestLocks } from './support/test-locks.js';
import { problem } from './support/test-server.js';

const setting = createSetting();

afterEach(() => vi.unstubAllGlobals());

const tab = (): AuthClient => setting.client({ crossTab: true });
const ada = { email: 'ada@example.com', password: 'correct' };

/** Two tabs in one session, which both know generation 2. */
async function twoTabs(): Promise<[AuthClient, AuthClient]> {
  const [first, second] = [tab(), tab()];
  await second.start();
  const heard = next(second, 'signed-in');
  await first.signIn(ada);
  await heard;
  const followed = next(second, 'refreshed');
  await first.refresh();
  await followed;
  setting.server.received.length = 0;
  return [first, second];
}

/** A channel of the test to the clients. */
function intruder(): BroadcastChannel {
  return new BroadcastChannel(`tandem ${setting.server.url}/api/auth/`);
}

describe('Two tabs', () => {
  it('follow each other through sign-in, refresh and sign-out', async () => {
    const [first, second] = [tab(), tab()];
    const log = recordEvents(second);
    await second.start();
    expect(second.getSession().status).toBe('anonymous');

    let heard: Promise<unknown> = next(second, 'signed-in');
    await first.signIn(ada);
    await heard;
    expect(second.getSession()).toMatchObject({ status: 'authenticated', session: { id: 's1' } });

    heard = next(second, 'refreshed');
    await first.refresh();
    await heard;
    expect(await second.getAccessToken()).toBe('s1.2');

    heard = next(first, 'refreshed');
    await second.refresh();
    expect(await heard).toMatchObject({ generation: 3, cause: 'manual', source: 'other-tab' });

    heard = next(second, 'signed-out');
    await first.signOut();
    await heard;
    expect(await second.getAccessToken()).toBeNull();
    expect(log).toEqual([
      'signed-in s1 other-tab',
      'refreshed 2 manual other-tab',
      'refreshed 3 manual this-tab',
      'signed-out sign_out other-tab',
    ]);
    // One at the start of the second tab, then one per request above.
    expect(setting.server.refreshes).toBe(3);
  });

  it('learn from each other why the session is over', async () => {
    const [first, second] = await twoTabs();
    setting.server.on('/api/auth/refresh', (_, response) =>
      problem(response, 401, 'refresh_token_reused'),
    );
    const heard = next(second, 'signed-out');
    await first.refresh();
    expect(await heard).toMatchObject({ reason: 'refresh_token_reused', source: 'other-tab' });
    // The refusal is checked once more.
    expect(setting.server.refreshes).toBe(2);
  });

  it('use the token the other one got instead of refreshing', async () => {
    const [first, second] = await twoTabs();
    setting.server.expireAccessTokens();
    const heard = next(second, 'refreshed');
    await first.fetch('/api/me');
    await heard;
    expect((await second.fetch('/api/me')).status).toBe(200);
    expect(setting.server.refreshes).toBe(1);
  });

  it('that need a token at the same time refresh once: one waits for the other’s lock', async () => {
    const locks = new TestLocks();
    locks.install();
    const [first, second] = await twoTabs();
    setting.server.expireAccessTokens();
    const refresh = setting.server.hold('/api/auth/refresh');
    const responses = [first.fetch('/api/me')];
    await refresh.arrived;
    responses.push(second.fetch('/api/me'));
    await vi.waitUntil(() => locks.waiting === 1);
    setting.clock.advance(200);
    refresh.release();
    // The message and the lock travel separately: the second tab gives the message a moment.
    await vi.waitUntil(() => second.getSession().session?.generation === 3 && locks.waiting === 0);
    setting.clock.advance(30);
    expect((await Promise.all(responses)).map(({ status }) => status)).toEqual([200, 200]);
    expect(second.getSession()).toMatchObject({ session: { generation: 3 } });
    expect(setting.server.refreshes).toBe(1);
  });

  it('follow the later of two sessions, whatever the order of messages', async () => {
    const [first, second] = await twoTabs();
    const heard = next(second, 'signed-in');
    await first.signIn({ email: 'bob@example.com', password: 'correct' });
    expect(await heard).toMatchObject({ session: { id: 's2' }, source: 'other-tab' });

    const line = intruder();
    const old = {
      accessToken: 'old',
      expiresIn: 900,
      user: { id: 'u1', roles: [] },
      session: { id: 's1', generation: 1, createdAt: '2026-03-01T12:00:01Z' },
    };
    line.postMessage({ cause: 'sign-in', ...old });
    const after = next(second, 'refreshed');
    await first.refresh();
    await after;
    line.close();
    expect(second.getSession()).toMatchObject({ session: { id: 's2', generation: 2 } });
  });

  it('follow when the server replaces the session of the same account', async () => {
    const [first, second] = await twoTabs();
    const log = recordEvents(second);
    setting.server.signIn();
    const heard = next(second, 'signed-in');
    await first.refresh();
    expect(await heard).toMatchObject({ session: { id: 's2' }, source: 'other-tab' });
    expect(await second.getAccessToken()).toBe('s2.2');
    expect(log).toEqual(['signed-in s2 other-tab']);
    expect(setting.server.refreshes).toBe(1);
  });

  it('with newer tokens are not misled by an older response, good or bad', async () => {
    for (const kind of ['good', 'bad']) {
      const [, second] = await twoTabs();
      const refresh = setting.server.hold('/api/auth/refresh');
      const refreshing = second.refresh();
      await refresh.arrived;
      const line = intruder();
      const heard = next(second, 'refreshed');
      const { session } = second.getSession();
      line.postMessage({
        cause: 'manual',
        accessToken: 'newer',
        expiresIn: 900,
        user: { id: 'u1', roles: [] },
        session: { ...session, generation: 99 },
      });
      await heard;
      line.close();
      if (kind === 'bad') setting.server.session = undefined;
      refresh.release();
      await refreshing;
      expect(second.getSession()).toMatchObject({
        status: 'authenticated',
        session: { generation: 99 },
      });
    }
  });

  it('follow a sign-out even from a tab that lags behind', async () => {
    const [, second] = await twoTabs();
    const line = intruder();
    const heard = next(second, 'signed-out');
    const session = { id: 's1', generation: 1 };
    line.postMessage({ session, reason: 'sign_out' });
    expect(await heard).toMatchObject({ reason: 'sign_out' });
    line.close();
  });

  it('do not follow each other if crossTab is false', async () => {
    const loner = setting.client({ crossTab: false });
    await loner.start();
    const [first, second] = await twoTabs();
    const heard = next(second, 'signed-out');
    await first.signOut();
    await heard;
    expect(loner.getSession().status).toBe('anonymous');
  });

  it('never send a received message on', async () => {
    const [first, second] = await twoTabs();
    const line = intruder();
    const told: string[] = [];
    line.onmessage = ({ data }) => told.push(data.cause ?? data.reason);
    for (const client of [first, second]) {
      const heard = next(client === first ? second : first, 'refreshed');
      await client.refresh();
      await heard;
    }
    const heard = next(first, 'signed-out');
    await second.signOut();
    await heard;
    await vi.waitUntil(() => told.includes('sign_out'));
    line.close();
    expect(told).toEqual(['manual', 'manual', 'sign_out']);
  });

  it('do not follow after dispose', async () => {
    const [first, second] = await twoTabs();
    second.dispose();
    const line = intruder();
    const heard = new Promise((resolve) => {
      line.onmessage = resolve;
    });
    await first.refresh();
    await heard;
    line.close();
    expect(second.getSession()).toMatchObject({ session: { generation: 2 } });
  });
});

describe('A tab ignores', () => {
  const tokens = (id: string, generation: number, more: object = {}) => ({
    cause: 'manual',
    accessToken: 'heard',
    expiresIn: 900,
    user: { id: 'u1', roles: [] },
    session: { id, generation, createdAt: '2026-03-01T12:00:01Z' },
    ...more,
  });

  it.each<[string, unknown]>([
    ['a refresh of another session', { ...tokens('s9', 99) }],
    ['a refresh it already knows', { ...tokens('s1', 2) }],
    ['an older refresh', { ...tokens('s1', 1) }],
    ['a refresh without a token', { ...tokens('s1', 9, { accessToken: '' }) }],
    ['a refresh without a user', { ...tokens('s1', 9, { user: null }) }],
    ['a refresh that will not last', { ...tokens('s1', 9, { expiresIn: Number.NaN }) }],
    ['the end of another session', { session: { id: 's9', generation: 9 }, reason: 'sign_out' }],
    [
      'bad news from a tab that lags behind',
      { session: { id: 's1', generation: 1 }, reason: 'refresh_token_expired' },
    ],
    ['a message without a session', { reason: 'sign_out' }],
    [
      'a replaced session of somebody else',
      { ...tokens('s9', 1, { cause: 'session_replaced', user: { id: 'u2', roles: [] } }) },
    ],
    [
      'a session that was replaced by this one',
      {
        ...tokens('s0', 9, { cause: 'session_replaced' }),
        session: { id: 's0', generation: 9, createdAt: '2026-03-01T12:00:00Z' },
      },
    ],
    ['null', null],
    ['a string', 'signed-out'],
  ])('%s', async (_name, message) => {
    const [first, second] = await twoTabs();
    const log = recordEvents(second);
    const line = intruder();
    line.postMessage(message);
    // Messages of one channel arrive in order: once the sign-out is here, the other one was too.
    line.postMessage({
      session: { id: 's1', generation: 2 },
      reason: 'sign_out',
    });
    await Promise.all([next(first, 'signed-out'), next(second, 'signed-out')]);
    line.close();
    expect(log).toEqual(['signed-out sign_out other-tab']);
  });
});

describe('Without BroadcastChannel', () => {
  it('everything still works', async () => {
    vi.stubGlobal('BroadcastChannel', undefined);
    const [first, second] = [tab(), tab()];
    await first.signIn(ada);
    await second.start();
    await first.refresh();
    setting.server.expireAccessTokens();
    expect((await second.fetch('/api/me')).status).toBe(200);
    await first.signOut();
    expect(second.getSession()).toMatchObject({ status: 'authenticated' });
  });

  it('a tab notices that somebody else has signed in', async () => {
    const client = await setting.signedIn();
    const log = recordEvents(client);
    setting.server.signIn();
    await client.refresh();
    expect(log).toEqual(['signed-in s2 this-tab']);
  });
});
