import { beforeEach, describe, expect, it } from 'vitest';
import {
  ada,
  bob,
  createFakeServer,
  createFakeTabs,
  type FakeServer,
  type FakeTab,
  type FakeTabs,
  faults,
} from '../src/testing/index.js';

/** Requests that cross each other. Each of these once ended in the wrong state. */
let server: FakeServer;
let tabs: FakeTabs;
let tab: FakeTab;

beforeEach(async () => {
  server = createFakeServer();
  tabs = createFakeTabs({ server });
  tab = tabs.open();
  await tab.client.start();
});

/** Long enough for everything in flight, and too short for anything to expire. */
const comeToRest = () => server.clock.advance(60_000);
const paths = () => server.received.map(({ path }) => path.replace('/api/auth/', ''));
const noted = () => {
  const { localStorage } = tab.page;
  return localStorage.getItem(localStorage.key(0) ?? '');
};

describe('A sign-out', () => {
  it('that waits for the lock behind a sign-in is dropped', async () => {
    const other = tabs.open();
    server.fault('/api/auth/login', faults.delay(1_000));
    void other.client.signIn(ada);
    await server.clock.settle();
    void tab.client.signOut();
    await comeToRest();
    expect(other.client.getSession()).toMatchObject({ status: 'authenticated' });
    expect(server.lives('s1')).toBe(true);
    expect(paths()).not.toContain('logout');
  });

  it('is sent once, however many times it is tried', async () => {
    await tab.client.signIn(ada);
    server.fault('/api/auth/logout', faults.delay(1_000));
    void tab.client.signOut();
    tabs.goOnline();
    tab.show(true);
    await comeToRest();
    expect(paths().filter((path) => path === 'logout')).toHaveLength(1);
  });

  it('also ends a sign-in that was in flight', async () => {
    server.fault('/api/auth/login', faults.delay(1_000));
    const signingIn = tab.client.signIn(ada);
    await server.clock.settle();
    void tab.client.signOut();
    await comeToRest();
    expect(await signingIn).toMatchObject({ status: 'signed-out', reason: 'sign_out' });
    expect(server.lives('s1')).toBe(false);
  });

  it('does not affect a later sign-in, whatever was in flight before', async () => {
    server.fault('/api/auth/login', faults.delay(1_000));
    void tab.client.signIn(ada);
    await server.clock.settle();
    void tab.client.signOut();
    const signedIn = tab.client.signIn(bob);
    await comeToRest();
    expect(await signedIn).toMatchObject({ user: { displayName: 'Bob' } });
    expect(server.lives('s1')).toBe(false);
    expect(server.lives('s2')).toBe(true);
  });

  it('of a session that a sleeping tab missed is remembered until it is sent', async () => {
    server.fault('/api/auth/login', faults.delay(1_000));
    void tab.client.signIn(ada);
    await server.clock.settle();
    tab.freeze();
    const other = tabs.open();
    const started = other.client.start();
    await server.clock.advance(20_000);
    expect(await started).toMatchObject({ session: { id: 's1' } });
    tabs.goOffline();
    void other.client.signOut().catch(() => {});
    await server.clock.settle();
    other.close();
    await tab.thaw();
    await comeToRest();
    expect(tab.client.getSession()).toMatchObject({ status: 'signed-out', reason: 'sign_out' });
    tabs.goOnline();
    await comeToRest();
    expect(server.lives('s1')).toBe(false);
  });

  it('in two tabs at once, of two sessions, ends the session that the cookie has', async () => {
    await tab.client.signIn(ada);
    const other = tabs.open({ crossTab: false });
    await other.client.signIn(bob);
    tabs.goOffline();
    void other.client.signOut().catch(() => {});
    void tab.client.signOut().catch(() => {});
    await comeToRest();
    tabs.goOnline();
    await comeToRest();
    expect(server.lives('s2')).toBe(false);
    expect((await tabs.open().client.start()).status).toBe('anonymous');
  });

  it('of one session does not end another', async () => {
    await tab.client.signIn(ada);
    const other = tabs.open({ crossTab: false });
    await other.client.start();
    await tab.client.signIn(bob);
    tabs.goOffline();
    void other.client.signOut().catch(() => {});
    await comeToRest();
    tabs.line.reconnect();
    server.fault('/api/auth/refresh', faults.problem(503, 'busy'));
    await tab.client.refresh().catch(() => {});
    expect(tab.client.getSession()).toMatchObject({ status: 'stale', session: { id: 's2' } });
    tabs.goOnline();
    await comeToRest();
    expect(tab.client.getSession()).toMatchObject({ user: { displayName: 'Bob' } });
  });

  it('is sent in spite of a late response for the earlier session', async () => {
    await tab.client.signIn(ada);
    const slow = tabs.open({ crossTab: false, refresh: 'on-demand' });
    server.fault('/api/auth/refresh', faults.delay(100));
    void slow.client.start();
    await server.clock.settle();
    slow.freeze();
    await server.clock.advance(14_000);
    const signingIn = tab.client.signIn(bob);
    await server.clock.advance(14_000);
    await signingIn;
    tabs.goOffline();
    void tab.client.signOut().catch(() => {});
    await server.clock.settle();
    await slow.thaw();
    tabs.goOnline();
    await comeToRest();
    expect(server.lives('s2')).toBe(false);
  });

  it('is not undone by a page that is just starting', async () => {
    await tab.client.signIn(ada);
    const other = tabs.open();
    server.fault('/api/auth/refresh', faults.delay(1_000));
    void other.client.start();
    await server.clock.settle();
    void tab.client.signOut();
    await comeToRest();
    expect(other.client.getSession()).toMatchObject({ status: 'signed-out', reason: 'sign_out' });
  });

  it('ends the session that another tab still shows', async () => {
    await tab.client.signIn(ada);
    const other = tabs.open({ crossTab: false });
    void other.client.signOut();
    await comeToRest();
    expect(server.lives('s1')).toBe(false);
    // First something that proves nothing, then the missing cookie.
    server.fault('/api/auth/refresh', faults.problem(503, 'busy'));
    await tab.client.refresh().catch(() => {});
    expect(tab.client.getSession().status).toBe('stale');
    expect(await tab.client.refresh()).toMatchObject({ status: 'signed-out', reason: 'sign_out' });
  });

  it('is remembered in spite of messages sent before it', async () => {
    await tab.client.signIn(ada);
    const other = tabs.open();
    await other.client.start();
    tab.freeze();
    await server.clock.advance(61_000);
    await other.client.refresh();
    const third = tabs.open({ crossTab: false });
    await third.client.signOut();
    await tab.thaw();
    expect(noted()).toBe('{"signOut":{"told":true}}');
    expect(await tab.client.refresh()).toMatchObject({ status: 'signed-out', reason: 'sign_out' });
  });
});

/** Hidden pages do not refresh proactively. */
async function expire(): Promise<void> {
  tab.show(false);
  await server.clock.advance(900_000);
}

describe('A request', () => {
  it.each([
    ['a request', () => tab.client.fetch('/api/orders')],
    ['a token', () => tab.client.getAccessToken()],
  ])('is never done with the token of the next: %s', async (_name, ask) => {
    await tab.client.signIn(ada);
    await expire();
    server.fault('/api/auth/login', faults.delay(1_000));
    void tab.client.signIn(bob);
    await server.clock.settle();
    const outcome = ask().catch((error) => error);
    await comeToRest();
    expect(await outcome).toMatchObject({ name: 'AuthError', code: 'session_changed' });
    expect(tab.client.getSession()).toMatchObject({ user: { displayName: 'Bob' } });
    expect(paths()).not.toContain('/api/orders');
  });

  it('of one person may use the token of their own next session', async () => {
    await tab.client.signIn(ada);
    await expire();
    void tab.client.signIn(ada);
    const response = tab.client.fetch('/api/orders');
    await comeToRest();
    expect((await response).status).toBe(200);
  });
});
