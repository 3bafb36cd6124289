import { describe, expect, it, vi } from 'vitest';
import { createSetting, next, settled } from './support/setting.js';
import { TestPage } from './support/test-page.js';
import { problem } from './support/test-server.js';

const setting = createSetting();
const latest = { random: () => 0 };

/** Moves the clock in steps of a minute, the longest timer of the client. */
async function pass(milliseconds: number): Promise<void> {
  for (let left = milliseconds; left > 0; left -= 60_000) {
    setting.clock.advance(Math.min(left, 60_000));
    await settled();
  }
}

describe('Before expiry', () => {
  it.each([
    [900, 840_000],
    [90, 45_000],
    [20, 10_000],
  ])('a token of %i s is renewed after %i ms', async (expiresIn, due) => {
    setting.server.expiresIn = expiresIn;
    const client = await setting.signedIn({ ...latest, page: new TestPage() });
    await pass(due - 1);
    expect(setting.server.refreshes).toBe(0);
    const refreshed = next(client, 'refreshed');
    setting.clock.advance(1);
    expect(await refreshed).toMatchObject({ generation: 2, cause: 'proactive' });
    expect(setting.server.refreshes).toBe(1);
  });

  it('up to 5 % earlier at random', async () => {
    const client = await setting.signedIn({ random: () => 1, page: new TestPage() });
    await pass(0.95 * 840_000 - 1);
    expect(setting.server.refreshes).toBe(0);
    const refreshed = next(client, 'refreshed');
    setting.clock.advance(1);
    await refreshed;
  });

  it('not while the page is hidden, and at once when it is shown', async () => {
    const page = new TestPage();
    const client = await setting.signedIn({ ...latest, page });
    page.show(false);
    await pass(880_000);
    expect(setting.server.refreshes).toBe(0);
    const refreshed = next(client, 'refreshed');
    page.show(true);
    expect(await refreshed).toMatchObject({ cause: 'proactive' });
  });

  it('a failure keeps the token that is still valid, and is retried', async () => {
    const client = await setting.signedIn({ ...latest, page: new TestPage() });
    setting.server.on('/api/auth/refresh', (_, response) => problem(response, 503, 'busy'));
    const stale = next(client, 'stale');
    await pass(840_000);
    await stale;
    expect(client.getSession()).toMatchObject({ status: 'stale', user: { id: 'u1' } });
    expect(await client.getAccessToken()).toBe('s1.1');
    expect(setting.server.refreshes).toBe(1);
    setting.server.on('/api/auth/refresh');
    const refreshed = next(client, 'refreshed');
    setting.clock.advance(60_000);
    expect(await refreshed).toMatchObject({ generation: 2 });
  });

  it('after Retry-After, not before', async () => {
    const client = await setting.signedIn({ ...latest, page: new TestPage() });
    setting.server.on('/api/auth/refresh', (_, response) =>
      problem(response, 503, 'busy', { headers: { 'retry-after': '150' } }),
    );
    const stale = next(client, 'stale');
    await pass(840_000);
    await stale;
    setting.server.on('/api/auth/refresh');
    await pass(149_999);
    expect(setting.server.refreshes).toBe(1);
    await pass(60_000);
    await vi.waitUntil(() => client.getSession().status === 'authenticated');
    expect(setting.server.refreshes).toBe(2);
  });

  it('not with refresh on-demand, nor after dispose or sign-out', async () => {
    const page = new TestPage();
    const onDemand = await setting.signedIn({ ...latest, page, refresh: 'on-demand' });
    const disposed = await setting.signedIn({ ...latest, page });
    const signedOut = await setting.signedIn({ ...latest, page });
    disposed.dispose();
    await signedOut.signOut();
    await pass(1_800_000);
    expect(setting.server.refreshes).toBe(0);
    expect(onDemand.getSession().status).toBe('authenticated');
    expect(setting.clock.pending).toBe(0);
  });
});
