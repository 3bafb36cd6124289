import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { isAuthError, isTransient } from '../src/index.js';
import { createSetting, recordEvents } from './support/setting.js';
import { problem } from './support/test-server.js';

const setting = createSetting();

describe('A refused access token', () => {
  it('is renewed and the request repeated, without the caller noticing', async () => {
    const client = await setting.signedIn();
    setting.server.expireAccessTokens();
    const response = await client.fetch('/api/orders', { method: 'POST', body: '{"item":"pen"}' });
    expect(await response.json()).toEqual({ token: 's1.2', body: '{"item":"pen"}' });
    expect(setting.server.refreshes).toBe(1);
  });

  it('causes one refresh, however many requests it was refused for', async () => {
    const client = await setting.signedIn();
    setting.server.expireAccessTokens();
    const paths = Array.from({ length: 20 }, (_, index) => `/api/orders/${index}`);
    const responses = await Promise.all(paths.map((path) => client.fetch(path)));
    expect(responses.map(({ status }) => status)).toEqual(paths.map(() => 200));
    expect(setting.server.refreshes).toBe(1);
  });

  it('causes no refresh if a newer token arrived while the request was in flight', async () => {
    const client = await setting.signedIn();
    const slow = setting.server.hold('/api/slow');
    const response = client.fetch('/api/slow');
    await slow.arrived;
    setting.server.expireAccessTokens();
    await client.refresh();
    slow.release();
    expect((await response).status).toBe(200);
    expect(setting.server.refreshes).toBe(1);
    expect(setting.server.count('/api/slow')).toBe(2);
  });

  it('is replaced once per request: a second 401 is returned', async () => {
    const client = await setting.signedIn();
    setting.server.on('/api/me', (_, response) => problem(response, 401, 'access_token_invalid'));
    const response = await client.fetch('/api/me');
    expect(response.status).toBe(401);
    expect(await response.json()).toMatchObject({ code: 'access_token_invalid' });
    expect(setting.server.count('/api/me')).toBe(2);
    expect(setting.server.refreshes).toBe(1);
    expect(client.getSession().status).toBe('authenticated');
  });

  it('returns a readable 401 if the session is over', async () => {
    const client = await setting.signedIn();
    setting.server.expireAccessTokens();
    setting.server.on('/api/auth/refresh', (_, response) =>
      problem(response, 401, 'session_revoked'),
    );
    const response = await client.fetch('/api/me');
    expect(await response.json()).toMatchObject({ code: 'access_token_expired' });
    expect(client.getSession()).toMatchObject({ status: 'signed-out', reason: 'session_revoked' });
    expect(await client.getAccessToken()).toBeNull();
  });

  it('throws a transient error, not a 401, when it cannot be renewed now', async () => {
    const client = await setting.signedIn();
    setting.server.expireAccessTokens();
    setting.server.on('/api/auth/refresh', (_, response) => problem(response, 503, 'busy'));
    const error = await client.fetch('/api/me').catch((reason) => reason);
    expect(isTransient(error)).toBe(true);
    expect(error.code).toBe('busy');
  });

  it('of a revoked session causes a refresh, which decides', async () => {
    const client = await setting.signedIn();
    setting.server.on('/api/me', (_, response) => problem(response, 401, 'session_revoked'));
    setting.server.on('/api/auth/refresh', (_, response) =>
      problem(response, 401, 'refresh_token_reused'),
    );
    expect((await client.fetch('/api/me')).status).toBe(401);
    expect(client.getSession()).toMatchObject({ reason: 'refresh_token_reused' });
  });
});

describe('An API with another verifier, which refuses a token by RFC 6750 §3.1 alone,', () => {
  const challenges = [
    'Bearer error="invalid_token"',
    'Bearer realm="api", error="invalid_token", error_description="The token is expired"',
    'bearer error=invalid_token',
    'Basic realm="api", Bearer error="invalid_token"',
  ];
  const refuse = (challenge: string, type = 'text/plain') =>
    setting.server.on('/api/me', (_, response) =>
      response.writeHead(401, { 'www-authenticate': challenge, 'content-type': type }).end('{}'),
    );

  it.each(challenges)('gets a new one: %s', async (challenge) => {
    const client = await setting.signedIn();
    setting.clock.advance(10_000);
    refuse(challenge);
    expect((await client.fetch('/api/me')).status).toBe(401);
    expect(setting.server.refreshes).toBe(1);
    expect(setting.server.count('/api/me')).toBe(2);
    expect(client.getSession().status).toBe('authenticated');
  });

  it('also with a problem document of its own', async () => {
    const client = await setting.signedIn();
    setting.clock.advance(10_000);
    refuse('Bearer error="invalid_token"', 'application/problem+json');
    await client.fetch('/api/me');
    expect(setting.server.refreshes).toBe(1);
  });

  it('gets none for a token younger than 10 s: some refuse a missing role that way', async () => {
    const client = await setting.signedIn();
    setting.clock.advance(9_999);
    refuse('Bearer error="invalid_token"');
    expect((await client.fetch('/api/me')).status).toBe(401);
    expect(setting.server.refreshes).toBe(0);
    expect(setting.server.count('/api/me')).toBe(1);
  });

  it('gets one a minute at most if it refuses every token', async () => {
    const client = await setting.signedIn();
    refuse('Bearer error="invalid_token"');
    for (let second = 0; second < 600; second++) {
      setting.clock.advance(1_000);
      await client.fetch('/api/me');
    }
    expect(setting.server.refreshes).toBeLessThanOrEqual(16);
  });

  it.each([
    'Bearer',
    'Bearer error="insufficient_scope"',
    'Bearer realm="invalid_token"',
    'Bearer realm="error=invalid_token"',
    'Basic error="invalid_token"',
    '',
  ])('gets none when it does not speak of the token: %s', async (challenge) => {
    const client = await setting.signedIn();
    setting.clock.advance(60_000);
    refuse(challenge);
    expect((await client.fetch('/api/me')).status).toBe(401);
    expect(setting.server.refreshes).toBe(0);
  });

  it('gets none when a problem document of Tandem gives another reason', async () => {
    const client = await setting.signedIn();
    setting.clock.advance(60_000);
    setting.server.on('/api/me', (_, response) => {
      response.setHeader('www-authenticate', 'Bearer error="invalid_token"');
      problem(response, 401, 'ticket_invalid');
    });
    expect((await client.fetch('/api/me')).status).toBe(401);
    expect(setting.server.refreshes).toBe(0);
  });
});

describe('No refresh follows', () => {
  it.each([
    [403, 'forbidden'],
    [403, 'access_token_expired'],
    [401, 'reauthentication_required'],
    [401, 'api_key_invalid'],
    [401, 'access_token_missing'],
    [503, 'busy'],
  ])('a %i %s', async (status, code) => {
    const client = await setting.signedIn();
    setting.server.on('/api/users/7', (_, response) => problem(response, status, code));
    const response = await client.fetch('/api/users/7', { method: 'DELETE' });
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ code });
    expect(setting.server.refreshes).toBe(0);
    expect(setting.server.count('/api/users/7')).toBe(1);
  });

  it('a 401 without a problem document of the server', async () => {
    const client = await setting.signedIn();
    setting.server.on('/api/me', (_, response) =>
      response
        .writeHead(401, { 'content-type': 'application/json' })
        .end('{"code":"access_token_expired"}'),
    );
    expect((await client.fetch('/api/me')).status).toBe(401);
    expect(setting.server.refreshes).toBe(0);
  });

  it.each([
    'login',
    'login/second-factor',
    'refresh',
    'logout',
    'register',
    'password/forgot',
    'password/reset',
    'email/verify',
  ])('a 401 of the auth endpoint %s, which gets no token either', async (name) => {
    const client = await setting.signedIn();
    const path = `/api/auth/${name}`;
    setting.server.on(path, (_, response) => problem(response, 401, 'access_token_expired'));
    setting.clock.advance(900_000);
    expect((await client.fetch(path, { method: 'POST' })).status).toBe(401);
    expect(setting.server.received.map((request) => request.path)).toEqual([path]);
    expect(setting.server.last(path)?.headers.authorization).toBeUndefined();
  });

  it('a 401 of somebody who is not signed in', async () => {
    const client = setting.client();
    await client.start();
    expect((await client.fetch('/api/me')).status).toBe(401);
    expect(setting.server.refreshes).toBe(1);
    expect(await client.getAccessToken()).toBeNull();
    expect(setting.server.refreshes).toBe(1);
  });

  it('a 401 that arrives after the person has signed out', async () => {
    const client = await setting.signedIn();
    const slow = setting.server.hold('/api/slow');
    const response = client.fetch('/api/slow');
    await slow.arrived;
    setting.server.expireAccessTokens();
    await client.signOut();
    slow.release();
    expect((await response).status).toBe(401);
    expect(setting.server.refreshes).toBe(0);
  });
});

describe('Bearer-protected account endpoints', () => {
  it.each(['sessions', 'logout-all', 'password/change', 'api-keys'])(
    'are curable like any API: %s',
    async (name) => {
      const client = await setting.signedIn();
      setting.server.expireAccessTokens();
      expect((await client.fetch(`/api/auth/${name}`)).status).toBe(200);
      expect(setting.server.refreshes).toBe(1);
    },
  );
});

describe('Waiting for a shared refresh', () => {
  it('ends with the caller’s own signal, not with another one’s', async () => {
    const client = await setting.signedIn();
    setting.server.expireAccessTokens();
    const refresh = setting.server.hold('/api/auth/refresh');
    const impatient = new AbortController();
    const first = client.fetch('/api/a', { signal: impatient.signal });
    const second = client.fetch('/api/b');
    const third = client.getAccessToken();
    await refresh.arrived;
    impatient.abort(new Error('left'));
    await expect(first).rejects.toThrow('left');
    refresh.release();
    expect((await second).status).toBe(200);
    await third;
    expect(setting.server.refreshes).toBe(1);
    expect(client.getSession()).toMatchObject({ session: { generation: 2 } });
  });

  it('is shared by all callers', async () => {
    const client = await setting.signedIn();
    const log = recordEvents(client);
    await Promise.all([client.refresh(), client.refresh(), client.refresh()]);
    expect(log).toEqual(['refreshed 2 manual this-tab']);
    expect(setting.server.refreshes).toBe(1);
  });

  it('ends for all callers when it fails', async () => {
    const client = await setting.signedIn();
    setting.server.on('/api/auth/refresh', (_, response) => problem(response, 503, 'busy'));
    const log = recordEvents(client);
    const waiters = [client.refresh(), client.refresh(), client.refresh()];
    const outcomes = await Promise.allSettled(waiters);
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
    expect(log).toEqual(['stale busy']);
    expect(setting.server.refreshes).toBe(1);
  });
});

describe('A body', () => {
  it('of a Request is sent again', async () => {
    const client = await setting.signedIn();
    setting.server.expireAccessTokens();
    const request = new Request(`${setting.server.url}/api/orders`, { method: 'PUT', body: 'pen' });
    expect(await (await client.fetch(request)).json()).toEqual({ token: 's1.2', body: 'pen' });
  });

  const form = new FormData();
  form.set('item', 'pen');
  it.each<[string, BodyInit | null | undefined]>([
    ['text', 'pen'],
    ['no text', ''],
    ['URLSearchParams', new URLSearchParams({ item: 'pen' })],
    ['a form', form],
    ['a Blob', new Blob(['pen'])],
    ['a File', new File(['pen'], 'pen.txt')],
    ['an ArrayBuffer', new TextEncoder().encode('pen').buffer as ArrayBuffer],
    ['a typed array', new TextEncoder().encode('pen')],
    ['a DataView', new DataView(new TextEncoder().encode('pen').buffer)],
    ['a Buffer', Buffer.from('pen')],
    ['none', undefined],
    ['null', null],
  ])('of a kind that can be is sent again: %s', async (_kind, body) => {
    const client = await setting.signedIn();
    setting.server.expireAccessTokens();
    const response = await client.fetch('/api/orders', { method: 'PUT', body: body ?? null });
    expect((await response.json()).token).toBe('s1.2');
    const sent = setting.server.received.filter(({ path }) => path === '/api/orders');
    expect(sent).toHaveLength(2);
    const [first, second] = sent.map((each) => each.body.replace(/-*formdata-\S+/g, ''));
    expect(first).toBe(second);
    if (body) expect(second).toContain('pen');
  });

  async function* once() {
    yield new TextEncoder().encode('pen');
  }

  it.each<[string, () => unknown]>([
    ['a stream of the Web', () => new Blob(['pen']).stream()],
    ['a stream of Node.js', () => Readable.from(['pen'])],
    ['an async generator', () => once()],
    ['an async iterable', () => ({ [Symbol.asyncIterator]: once })],
  ])('that may be used up is not, but the token is renewed: %s', async (_kind, body) => {
    const client = await setting.signedIn();
    setting.server.expireAccessTokens();
    const send = () =>
      client.fetch('/api/orders', { method: 'PUT', body: body(), duplex: 'half' } as RequestInit);
    const error = await send().catch((reason) => reason);
    expect(isAuthError(error) && error.code).toBe('not_replayable');
    expect(setting.server.count('/api/orders')).toBe(1);
    expect(await (await send()).json()).toEqual({ token: 's1.2', body: 'pen' });
  });
});
