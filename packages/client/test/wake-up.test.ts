import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createSetting, inTime, next, recordEvents, settled } from './support/setting.js';

const setting = createSetting();
let page: EventTarget;
let visibility: 'visible' | 'hidden';

beforeEach(() => {
  page = new EventTarget();
  visibility = 'visible';
  const document = Object.defineProperty({}, 'visibilityState', { get: () => visibility });
  vi.stubGlobal('document', document);
  vi.stubGlobal('addEventListener', page.addEventListener.bind(page));
  vi.stubGlobal('removeEventListener', page.removeEventListener.bind(page));
});
afterEach(() => vi.unstubAllGlobals());

const shown = (state: 'visible' | 'hidden') => {
  visibility = state;
  page.dispatchEvent(new Event('visibilitychange'));
};
const pageshow = (persisted: boolean) =>
  page.dispatchEvent(Object.assign(new Event('pageshow'), { persisted }));

describe('A page that is shown again', () => {
  it('with a valid token sends no request', async () => {
    await setting.signedIn();
    shown('visible');
    page.dispatchEvent(new Event('online'));
    pageshow(false);
    await settled();
    expect(setting.server.refreshes).toBe(0);
  });

  it('with an expired token renews it once, as soon as it is visible', async () => {
    const client = await setting.signedIn();
    setting.clock.advance(900_000);
    shown('hidden');
    await settled();
    expect(setting.server.refreshes).toBe(0);
    const refreshed = next(client, 'refreshed');
    shown('visible');
    page.dispatchEvent(new Event('online'));
    expect(await refreshed).toMatchObject({ generation: 2, cause: 'expired' });
    expect(setting.server.refreshes).toBe(1);
  });

  it('and online again is no longer stale', async () => {
    const client = await setting.signedIn();
    setting.server.on('/api/auth/refresh', (_, response) => response.destroy());
    await client.refresh().catch(() => {});
    setting.server.on('/api/auth/refresh');
    const refreshed = next(client, 'refreshed');
    page.dispatchEvent(new Event('online'));
    await refreshed;
    expect(client.getSession().status).toBe('authenticated');
  });

  it('out of the back/forward cache asks whether the session is still valid', async () => {
    const client = await setting.signedIn();
    setting.server.session = undefined;
    const signedOut = next(client, 'signed-out');
    pageshow(true);
    expect((await inTime(setting, signedOut)).reason).toBe('cookie_missing');
  });

  it('out of that cache while it is hidden asks once it is shown', async () => {
    const client = await setting.signedIn();
    setting.server.session = undefined;
    visibility = 'hidden';
    pageshow(true);
    await settled();
    expect(setting.server.refreshes).toBe(0);
    const signedOut = next(client, 'signed-out');
    shown('visible');
    expect((await inTime(setting, signedOut)).reason).toBe('cookie_missing');
    shown('visible');
    await settled();
    expect(setting.server.refreshes).toBe(2);
  });

  it('sends a sign-out that failed before', async () => {
    const client = await setting.signedIn();
    setting.server.on('/api/auth/logout', (_, response) => response.destroy());
    await client.signOut().catch(() => {});
    setting.server.on('/api/auth/logout');
    page.dispatchEvent(new Event('online'));
    await vi.waitUntil(() => setting.server.session === undefined);
    expect(setting.server.last('/api/auth/logout')?.body).toBe('{"sessionId":"s1"}');
    expect(setting.server.refreshes).toBe(0);
  });

  it('after dispose does nothing', async () => {
    const client = await setting.signedIn();
    setting.clock.advance(900_000);
    client.dispose();
    shown('visible');
    await settled();
    expect(setting.server.refreshes).toBe(0);
  });
});

describe('A refresh that is under way', () => {
  async function held() {
    const client = await setting.signedIn();
    const refresh = setting.server.hold('/api/auth/refresh');
    const refreshed = client.refresh();
    await refresh.arrived;
    setting.server.on('/api/auth/refresh');
    return { client, refresh, refreshed };
  }

  it.each([
    ['is shown', () => shown('visible')],
    ['is restored', () => pageshow(true)],
  ])('is aborted first when the page %s, and sent again', async (_name, wake) => {
    const { client, refresh, refreshed } = await held();
    const log = recordEvents(client);
    setting.clock.pass(1_001);
    wake();
    await refresh.gone;
    expect(await refreshed).toMatchObject({ session: { generation: 2 } });
    expect(log.join()).not.toContain('stale');
    expect(setting.server.refreshes).toBeGreaterThanOrEqual(2);
  });

  it('is aborted when a timer comes late: the machine slept', async () => {
    const { refresh, refreshed } = await held();
    setting.clock.advance(6_001);
    await refresh.gone;
    expect(await refreshed).toMatchObject({ session: { generation: 2 } });
    expect(setting.server.refreshes).toBe(2);
  });

  it('is left alone by a timer that is a little late, and by going online', async () => {
    const { refresh, refreshed } = await held();
    setting.clock.advance(6_000);
    page.dispatchEvent(new Event('online'));
    refresh.release();
    expect(await refreshed).toMatchObject({ session: { generation: 2 } });
    expect(setting.server.refreshes).toBe(1);
  });

  it('is left alone by the page that has just been loaded', async () => {
    const { refresh, refreshed } = await held();
    setting.clock.pass(3_000);
    pageshow(false);
    refresh.release();
    expect(await refreshed).toMatchObject({ session: { generation: 2 } });
    expect(setting.server.refreshes).toBe(1);
  });

  it('is left alone by the events of the waking that caused it', async () => {
    const { refresh, refreshed } = await held();
    setting.clock.advance(1_000);
    shown('visible');
    refresh.release();
    expect(await refreshed).toMatchObject({ session: { generation: 2 } });
    expect(setting.server.refreshes).toBe(1);
  });
});
