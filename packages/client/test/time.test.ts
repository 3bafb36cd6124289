import { describe, expect, it } from 'vitest';
import { createSetting, next, recordEvents } from './support/setting.js';

const setting = createSetting();

describe('An access token', () => {
  it('is used to the last millisecond of expiresIn, and no longer', async () => {
    const client = await setting.signedIn({ refresh: 'on-demand' });
    setting.clock.advance(899_999);
    expect(await client.getAccessToken()).toBe('s1.1');
    expect(setting.server.refreshes).toBe(0);
    setting.clock.advance(1);
    const refreshed = next(client, 'refreshed');
    expect(await client.getAccessToken()).toBe('s1.2');
    expect(await refreshed).toEqual({
      generation: 2,
      expiresIn: 900,
      at: setting.clock.date(),
      source: 'this-tab',
      cause: 'expired',
    });
  });

  it('that has expired is renewed before the request, not after a 401', async () => {
    const client = await setting.signedIn();
    setting.clock.advance(900_000);
    expect((await client.fetch('/api/me')).status).toBe(200);
    expect(setting.server.received.map((request) => request.path)).toEqual([
      '/api/auth/refresh',
      '/api/me',
    ]);
  });

  it('says when it expires on the monotonic clock', async () => {
    const client = await setting.signedIn();
    expect(client.getSession()).toMatchObject({
      expiresIn: 900,
      accessExpiresAt: setting.clock.now() + 900_000,
    });
  });
});

describe('A request to an auth endpoint', () => {
  it('is given up after 12 s, and its connection closed', async () => {
    const client = await setting.signedIn();
    const refresh = setting.server.hold('/api/auth/refresh');
    const outcome = client.refresh().catch((error) => error);
    await refresh.arrived;
    setting.clock.pass(11_999);
    expect(client.getSession().status).toBe('authenticated');
    setting.clock.advance(1);
    expect(await outcome).toMatchObject({ name: 'TransientError', code: 'timed_out' });
    await refresh.gone;
    expect(client.getSession()).toMatchObject({ status: 'stale', session: { id: 's1' } });
  });

  it('can have another limit', async () => {
    const client = setting.client({ requestTimeout: 500 });
    const login = setting.server.hold('/api/auth/login');
    const outcome = client.signIn({ email: 'a@example.com', password: 'x' }).catch((e) => e);
    await login.arrived;
    setting.clock.advance(500);
    expect(await outcome).toMatchObject({ code: 'timed_out' });
    await login.gone;
  });

  it('is limited until its last byte has arrived', async () => {
    const client = await setting.signedIn();
    let begun = () => {};
    const beginning = new Promise<void>((resolve) => {
      begun = resolve;
    });
    setting.server.on('/api/auth/refresh', (_, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.write('{"accessToken":', () => begun());
    });
    const outcome = client.refresh().catch((error) => error);
    await beginning;
    setting.clock.pass(12_000);
    expect(await outcome).toMatchObject({ code: 'timed_out' });
  });

  it('is limited even if the given fetch ignores its signal', async () => {
    let called = () => {};
    const calling = new Promise<void>((resolve) => {
      called = resolve;
    });
    const client = setting.client({
      fetch: () => {
        called();
        return new Promise(() => {});
      },
    });
    const started = client.start();
    await calling;
    setting.clock.pass(12_000);
    expect(await started).toMatchObject({ status: 'stale', error: { code: 'timed_out' } });
  });

  it('leaves no timer behind', async () => {
    const client = await setting.signedIn();
    await client.refresh();
    await client.signOut();
    expect(setting.clock.pending).toBe(0);
  });
});

describe('A response that arrives late', () => {
  it('does not restore a session that the person signed out of', async () => {
    const client = await setting.signedIn();
    const log = recordEvents(client);
    const refresh = setting.server.hold('/api/auth/refresh');
    const refreshing = client.refresh();
    await refresh.arrived;
    const signingOut = client.signOut();
    expect(client.getSession()).toMatchObject({ status: 'signed-out', reason: 'sign_out' });
    refresh.release();
    await Promise.all([refreshing, signingOut]);
    expect(client.getSession()).toMatchObject({ status: 'signed-out', reason: 'sign_out' });
    expect(log).toEqual(['signed-out sign_out this-tab']);
  });

  it('is not repeated with the token of another person', async () => {
    const client = await setting.signedIn();
    const slow = setting.server.hold('/api/slow');
    const response = client.fetch('/api/slow', { method: 'POST', body: 'mine' });
    await slow.arrived;
    setting.server.expireAccessTokens();
    await client.signOut();
    await client.signIn({ email: 'bob@example.com', password: 'correct' });
    slow.release();
    expect((await response).status).toBe(401);
    expect(setting.server.count('/api/slow')).toBe(1);
  });
});
