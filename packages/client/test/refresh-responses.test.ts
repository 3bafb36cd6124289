import type { ServerResponse } from 'node:http';
import { describe, expect, it } from 'vitest';
import { ConfigurationError } from '../src/index.js';
import { createSetting, inTime, next, recordEvents, signIn } from './support/setting.js';
import { json, problem } from './support/test-server.js';

const setting = createSetting();

const respondToRefresh = (respond: (response: ServerResponse) => void) =>
  setting.server.on('/api/auth/refresh', (_, response) => respond(response));

const missing = (response: ServerResponse) => problem(response, 401, 'refresh_token_missing');
const until = (time: string) =>
  setting.server.on('/api/auth/login', (_, response) => {
    setting.server.signIn();
    const tokens = setting.server.tokens() as { session: object };
    json(response, 200, { ...tokens, session: { ...tokens.session, expiresAt: time } });
  });

describe('A cookie that is missing', () => {
  it('is asked for again after a second, and then leads to the sign-in page with the diagnosis', async () => {
    const client = await setting.signedIn();
    const log = recordEvents(client);
    const diagnosis = {
      cause: 'cross_site',
      detail: 'Other site.',
      fix: 'Use a proxy.',
      docs: '/',
    };
    const times: number[] = [];
    respondToRefresh((response) => {
      times.push(setting.clock.now());
      problem(response, 401, 'refresh_token_missing', { diagnosis });
    });
    const error = await inTime(
      setting,
      client.refresh().catch((reason) => reason),
    );
    expect(times).toHaveLength(2);
    expect((times[1] ?? 0) - (times[0] ?? 0)).toBeGreaterThanOrEqual(1_000);
    expect(error).toBeInstanceOf(ConfigurationError);
    expect(error.code).toBe('cookie_not_kept');
    expect(error.message).toContain('About refresh_token_missing. Use a proxy.');
    expect(error.message).toContain('tandem doctor');
    expect(client.getSession()).toMatchObject({ status: 'signed-out', reason: 'cookie_missing' });
    expect(client.getSession()).toMatchObject({ error: { problem: { diagnosis } } });
    expect(log).toEqual(['signed-out cookie_missing this-tab']);
    expect(await client.getAccessToken()).toBeNull();
  });

  it('that is there a second later changes nothing', async () => {
    const client = await setting.signedIn();
    const log = recordEvents(client);
    respondToRefresh((response) => {
      setting.server.on('/api/auth/refresh');
      missing(response);
    });
    expect(await inTime(setting, client.refresh())).toMatchObject({ session: { generation: 2 } });
    expect(log).toEqual(['refreshed 2 manual this-tab']);
  });

  it('is not asked for in the second, if another tab has refreshed', async () => {
    const [client, other] = [
      setting.client({ crossTab: true }),
      setting.client({ crossTab: true }),
    ];
    await other.start();
    const heard = next(other, 'signed-in');
    await signIn(client);
    await heard;
    setting.server.received.length = 0;
    const refused = new Promise<void>((resolve) => {
      respondToRefresh((response) => {
        setting.server.on('/api/auth/refresh');
        missing(response);
        resolve();
      });
    });
    const refreshed = client.refresh();
    await refused;
    const followed = next(client, 'refreshed');
    await other.refresh();
    await followed;
    expect(await inTime(setting, refreshed)).toMatchObject({ session: { generation: 2 } });
    expect(setting.server.refreshes).toBe(2);
  });

  it.each([
    ['at the end told last', 0, 'refresh_token_expired'],
    ['before it', 5_000, 'cookie_missing'],
    ['if none was told', Number.NaN, 'cookie_missing'],
  ])('%s ends the session with its own reason', async (_name, early, reason) => {
    const end = setting.clock.date() + 100_000;
    until(Number.isNaN(early) ? '' : new Date(end).toISOString());
    const client = await setting.signedIn({ refresh: 'on-demand' });
    respondToRefresh(missing);
    setting.clock.advance(end - setting.clock.date() - (early || 0));
    // Only the first request has to be sent by then.
    await inTime(
      setting,
      client.refresh().catch(() => {}),
    );
    expect(client.getSession()).toMatchObject({ status: 'signed-out', reason });
  });
});

describe('A refusal', () => {
  it('is checked once more: another tab may have replaced the session', async () => {
    const client = await setting.signedIn();
    const log = recordEvents(client);
    respondToRefresh((response) => {
      setting.server.on('/api/auth/refresh');
      setting.server.signIn();
      problem(response, 401, 'session_revoked');
    });
    expect(await client.refresh()).toMatchObject({ session: { id: 's2' } });
    expect(log).toEqual(['signed-in s2 this-tab']);
  });

  it('keeps its reason, whatever the second one says', async () => {
    const client = await setting.signedIn();
    const codes = ['refresh_token_reused', 'session_revoked'];
    respondToRefresh((response) => problem(response, 401, codes.shift() ?? ''));
    expect(await client.refresh()).toMatchObject({ reason: 'refresh_token_reused' });
    expect(setting.server.refreshes).toBe(2);
  });

  it('that cannot be checked ends nothing yet', async () => {
    const client = await setting.signedIn();
    respondToRefresh((response) => {
      respondToRefresh((again) => again.destroy());
      problem(response, 401, 'session_revoked');
    });
    await expect(client.refresh()).rejects.toMatchObject({ code: 'network_error' });
    expect(client.getSession()).toMatchObject({ status: 'stale', session: { id: 's1' } });
  });

  it('of a cookie of another installation leads to the sign-in page', async () => {
    const client = await setting.signedIn();
    respondToRefresh((response) => problem(response, 401, 'refresh_token_foreign'));
    expect(await client.refresh()).toMatchObject({
      status: 'signed-out',
      reason: 'refresh_token_foreign',
    });
    await signIn(client);
    setting.server.on('/api/auth/refresh');
    expect(await client.refresh()).toMatchObject({ status: 'authenticated' });
  });
});

describe('A response with another session', () => {
  const another = (userId: string) =>
    respondToRefresh((response) => {
      setting.server.signIn();
      const tokens = setting.server.tokens() as { user: object };
      json(response, 200, { ...tokens, user: { ...tokens.user, id: userId } });
    });

  it('of the same account is taken over, and requests of the person go on', async () => {
    const client = await setting.signedIn();
    const log = recordEvents(client);
    setting.server.expireAccessTokens();
    another('u1');
    const response = await client.fetch('/api/me');
    expect(await response.json()).toMatchObject({ token: 's2.1' });
    expect(log).toEqual(['signed-in s2 this-tab']);
  });

  it('of another account is never taken over', async () => {
    const client = await setting.signedIn();
    setting.server.expireAccessTokens();
    another('u2');
    expect((await client.fetch('/api/me')).status).toBe(401);
    expect(client.getSession()).toMatchObject({ status: 'signed-out', reason: 'session_changed' });
    expect(setting.server.count('/api/me')).toBe(1);
    expect(setting.server.last('/api/me')?.headers.authorization).toBe('Bearer s1.1');
  });
});

describe('A response that names an older generation', () => {
  it('counts, because it is the response to one’s own refresh', async () => {
    const client = await setting.signedIn();
    await client.refresh();
    await client.refresh();
    respondToRefresh((response) => {
      if (setting.server.session) setting.server.session.generation = 2;
      json(response, 200, { ...setting.server.tokens(), accessToken: 'of the older one' });
    });
    expect(await client.refresh()).toMatchObject({ session: { generation: 2 } });
    expect(await client.getAccessToken()).toBe('of the older one');
  });
});
