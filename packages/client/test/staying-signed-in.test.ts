import type { ServerResponse } from 'node:http';
import { describe, expect, it } from 'vitest';
import { ConfigurationError, definitiveCodes, TransientError } from '../src/index.js';
import { createSetting, next, recordEvents } from './support/setting.js';
import { html, json, problem } from './support/test-server.js';

const setting = createSetting();

const respondToRefresh = (respond: (response: ServerResponse) => void) =>
  setting.server.on('/api/auth/refresh', (_, response) => respond(response));

describe('A definitive refusal signs out, with its reason', () => {
  it.each(definitiveCodes)('%s', async (code) => {
    const client = await setting.signedIn();
    const log = recordEvents(client);
    respondToRefresh((response) => problem(response, 401, code));
    expect(await client.refresh()).toMatchObject({
      status: 'signed-out',
      reason: code,
      user: null,
      session: null,
    });
    expect(await client.getAccessToken()).toBeNull();
    expect(log).toEqual([`signed-out ${code} this-tab`]);
  });
});

describe('A response that proves nothing keeps the session', () => {
  it.each<[string, string, (response: ServerResponse) => void]>([
    ['a broken connection', 'network_error', (response) => response.destroy()],
    ['503 busy', 'busy', (response) => problem(response, 503, 'busy')],
    ['503 HTML', 'unexpected_answer', (response) => html(response, 503)],
    ['500', 'unexpected_answer', (response) => response.writeHead(500).end()],
    ['520 of a proxy', 'unexpected_answer', (response) => html(response, 520)],
    ['408', 'unexpected_answer', (response) => response.writeHead(408).end()],
    ['425', 'unexpected_answer', (response) => response.writeHead(425).end()],
    ['429', 'rate_limited', (response) => problem(response, 429, 'rate_limited')],
    ['200 HTML of a captive portal', 'unexpected_answer', (response) => html(response, 200)],
    ['200 JSON of something else', 'unexpected_answer', (r) => json(r, 200, { ok: true })],
    ['200 null', 'unexpected_answer', (response) => json(response, 200, null)],
    ['204', 'unexpected_answer', (response) => response.writeHead(204).end()],
    ['401 HTML', 'unexpected_answer', (response) => html(response, 401)],
    [
      '401 with a definitive code, but no problem document',
      'unexpected_answer',
      (response) => json(response, 401, { code: 'session_revoked' }),
    ],
    ['401 with a code of no consequence', 'busy', (response) => problem(response, 401, 'busy')],
    [
      '403 with a definitive code',
      'session_revoked',
      (response) => problem(response, 403, 'session_revoked'),
    ],
    [
      '403 of an origin that is not configured',
      'origin_not_allowed',
      (response) => problem(response, 403, 'origin_not_allowed'),
    ],
    [
      'a redirect to a sign-in page elsewhere',
      'network_error',
      (response) => response.writeHead(302, { location: '/portal' }).end(),
    ],
    [
      'a body that breaks off',
      'network_error',
      (response) => {
        response.writeHead(200, { 'content-type': 'application/json', 'content-length': '500' });
        response.write('{"accessToken":"x', () => response.destroy());
      },
    ],
  ])('%s', async (_name, code, respond) => {
    const client = await setting.signedIn();
    const log = recordEvents(client);
    respondToRefresh(respond);
    const error = await client.refresh().catch((reason) => reason);
    expect(error).toBeInstanceOf(TransientError);
    expect(error.code).toBe(code);
    expect(client.getSession()).toMatchObject({
      status: 'stale',
      user: { email: 'ada@example.com' },
      session: { id: 's1' },
      error: { code },
    });
    expect(log).toEqual([`stale ${code}`]);
    // The access token is still valid, so nothing has changed for the person.
    expect(await client.getAccessToken()).toBe('s1.1');
    expect((await client.fetch('/api/me')).status).toBe(200);

    setting.server.on('/api/auth/refresh');
    expect(await client.refresh()).toMatchObject({ status: 'authenticated' });
  });

  it.each([400, 404, 405])('%i is a wrong setup', async (status) => {
    const client = await setting.signedIn();
    respondToRefresh((response) => html(response, status));
    const error = await client.refresh().catch((reason) => reason);
    expect(error).toBeInstanceOf(ConfigurationError);
    expect(error).toMatchObject({ code: 'misconfigured', status });
    expect(client.getSession()).toMatchObject({ status: 'stale', session: { id: 's1' } });
  });
});

describe('An expired token that cannot be renewed', () => {
  it('is a typed error, never null', async () => {
    const client = await setting.signedIn();
    setting.clock.advance(900_000);
    respondToRefresh((response) => response.destroy());
    await expect(client.getAccessToken()).rejects.toMatchObject({ code: 'network_error' });
    await expect(client.fetch('/api/me')).rejects.toMatchObject({ code: 'network_error' });
    expect(setting.server.count('/api/me')).toBe(0);
  });

  it('is renewed by the next request once the server is back', async () => {
    const client = await setting.signedIn();
    setting.clock.advance(900_000);
    respondToRefresh((response) => response.destroy());
    await client.fetch('/api/me').catch(() => {});
    setting.server.on('/api/auth/refresh');
    const refreshed = next(client, 'refreshed');
    expect((await client.fetch('/api/me')).status).toBe(200);
    expect(await refreshed).toMatchObject({ generation: 2, cause: 'expired' });
  });
});

describe('Retry-After', () => {
  it.each([
    ['seconds', () => ({ 'retry-after': '20' })],
    [
      'a date, compared with the response’s own',
      () => ({
        date: 'Sun, 01 Jan 2012 00:00:00 GMT',
        'retry-after': 'Sun, 01 Jan 2012 00:00:20 GMT',
      }),
    ],
  ])('in %s keeps the client quiet for as long', async (_form, headers) => {
    const client = await setting.signedIn();
    respondToRefresh((response) => problem(response, 503, 'busy', { headers: headers() }));
    await expect(client.refresh()).rejects.toMatchObject({ code: 'busy', retryAfter: 20 });
    setting.server.on('/api/auth/refresh');

    setting.clock.advance(19_999);
    await expect(client.refresh()).rejects.toMatchObject({ code: 'busy', retryAfter: 1 });
    expect(setting.server.refreshes).toBe(1);

    setting.clock.advance(1);
    expect(await client.refresh()).toMatchObject({ status: 'authenticated' });
  });

  it('is not followed beyond five minutes', async () => {
    const client = await setting.signedIn();
    respondToRefresh((response) =>
      problem(response, 429, 'rate_limited', { headers: { 'retry-after': '86400' } }),
    );
    await expect(client.refresh()).rejects.toMatchObject({ retryAfter: 300 });
  });
});

describe('An API that refuses new tokens', () => {
  it('may ask for a refresh after 1 s, then 2 s, and at once when it has accepted one', async () => {
    const client = await setting.signedIn();
    const refuse = () =>
      setting.server.on('/api/me', (_, response) => problem(response, 401, 'access_token_invalid'));
    const refreshesAfter = async (wait: number) => {
      setting.clock.advance(wait);
      await client.fetch('/api/me');
      return setting.server.refreshes;
    };
    refuse();
    expect(await refreshesAfter(0)).toBe(1);
    expect(await refreshesAfter(0)).toBe(1);
    expect(await refreshesAfter(999)).toBe(1);
    expect(await refreshesAfter(1)).toBe(2);
    expect(await refreshesAfter(1_999)).toBe(2);
    expect(await refreshesAfter(1)).toBe(3);

    setting.clock.advance(4_000);
    setting.server.on('/api/me');
    expect((await client.fetch('/api/me')).status).toBe(200);
    refuse();
    expect(await refreshesAfter(0)).toBe(4);
    expect(await refreshesAfter(1_000)).toBe(5);
  });

  it('counts concurrent requests that were refused once', async () => {
    const client = await setting.signedIn();
    setting.server.on('/api/me', (_, response) => problem(response, 401, 'access_token_invalid'));
    await Promise.all(Array.from({ length: 5 }, () => client.fetch('/api/me')));
    expect(setting.server.refreshes).toBe(1);
    setting.clock.advance(1_000);
    await client.fetch('/api/me');
    expect(setting.server.refreshes).toBe(2);
  });

  it('waits a minute at most', async () => {
    const client = await setting.signedIn();
    setting.server.expiresIn = 86_400;
    setting.server.on('/api/me', (_, response) => problem(response, 401, 'access_token_invalid'));
    for (let round = 1; round <= 10; round++) {
      await client.fetch('/api/me');
      expect(setting.server.refreshes).toBe(round);
      setting.clock.advance(60_000);
    }
  });

  it('does not affect another API', async () => {
    const other = setting.server.url.replace('127.0.0.1', 'localhost');
    const client = await setting.signedIn({ attachTo: [other] });
    setting.server.on('/api/me', (_, response) => problem(response, 401, 'access_token_invalid'));
    await client.fetch('/api/me');
    await client.fetch('/api/me');
    expect(setting.server.refreshes).toBe(1);
    await client.fetch(`${other}/api/me`);
    expect(setting.server.refreshes).toBe(2);
  });
});
