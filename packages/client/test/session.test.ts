import { describe, expect, it } from 'vitest';
import { isTransient, ProblemError, TransientError } from '../src/index.js';
import { createSetting, recordEvents } from './support/setting.js';
import { html, problem } from './support/test-server.js';

const setting = createSetting();

describe('Starting', () => {
  it('restores the session with one refresh, shared by early requests', async () => {
    setting.server.signIn();
    const client = setting.client();
    const log = recordEvents(client);
    expect(client.getSession().status).toBe('loading');
    const [response] = await Promise.all([
      client.fetch('/api/me'),
      client.start(),
      client.start(),
      client.getAccessToken(),
    ]);
    expect(response.status).toBe(200);
    expect(setting.server.refreshes).toBe(1);
    expect(log).toEqual(['refreshed 2 start this-tab']);
    expect(client.getSession()).toMatchObject({ status: 'authenticated', session: { id: 's1' } });
  });

  it('without a cookie means anonymous', async () => {
    const client = setting.client();
    const log = recordEvents(client);
    expect(await client.start()).toMatchObject({ status: 'anonymous', user: null, session: null });
    expect(log).toEqual([]);
  });

  it('with a session that is over says why', async () => {
    setting.server.on('/api/auth/refresh', (_, response) =>
      problem(response, 401, 'refresh_token_expired'),
    );
    expect(await setting.client().start()).toMatchObject({
      status: 'signed-out',
      reason: 'refresh_token_expired',
    });
  });

  it('offline is stale, and the next request restores the session', async () => {
    setting.server.signIn();
    setting.server.on('/api/auth/refresh', (_, response) => response.destroy());
    const client = setting.client();
    expect(await client.start()).toMatchObject({ status: 'stale', user: null, session: null });
    await expect(client.getAccessToken()).rejects.toSatisfy(isTransient);
    setting.server.on('/api/auth/refresh');
    expect((await client.fetch('/api/me')).status).toBe(200);
    expect(client.getSession().status).toBe('authenticated');
  });

  it('offline and then without a cookie is anonymous after all', async () => {
    setting.server.on('/api/auth/refresh', (_, response) => html(response, 502));
    const client = setting.client();
    await client.start();
    setting.server.on('/api/auth/refresh');
    expect(await client.refresh()).toMatchObject({ status: 'anonymous' });
  });

  it('when anonymous, and failing to ask again, changes nothing', async () => {
    const client = setting.client();
    await client.start();
    const log = recordEvents(client);
    setting.server.on('/api/auth/refresh', (_, response) => html(response, 502));
    await expect(client.refresh()).rejects.toSatisfy(isTransient);
    expect(client.getSession().status).toBe('anonymous');
    expect(log).toEqual([]);
  });

  it('again with a session that is over still says why', async () => {
    const client = await setting.signedIn();
    setting.server.on('/api/auth/refresh', (_, response) =>
      problem(response, 401, 'session_revoked'),
    );
    await client.refresh();
    setting.server.session = undefined;
    setting.server.on('/api/auth/refresh');
    expect(await client.refresh()).toMatchObject({ reason: 'session_revoked' });
  });

  it('against something that is no Tandem server throws', async () => {
    setting.server.on('/api/auth/refresh', (_, response) => html(response, 404));
    const client = setting.client();
    await expect(client.start()).rejects.toMatchObject({ code: 'misconfigured', status: 404 });
  });

  it('again after dispose joins the request in flight', async () => {
    setting.server.signIn();
    const client = setting.client();
    const first = client.start();
    client.dispose();
    await Promise.all([first, client.start()]);
    expect(setting.server.refreshes).toBe(1);
    expect(client.getSession().status).toBe('authenticated');
  });
});

describe('Signing in', () => {
  it('sends the credentials as JSON, with cookies, and follows no redirect', async () => {
    const seen: (RequestInit | undefined)[] = [];
    const client = setting.client({
      fetch: (input, init) => {
        seen.push(init);
        return fetch(input, init);
      },
    });
    const log = recordEvents(client);
    const snapshot = await client.signIn({
      email: 'ada@example.com',
      password: 'correct',
      rememberMe: false,
    });
    expect(snapshot).toMatchObject({ status: 'authenticated', user: { displayName: 'Ada' } });
    const sent = setting.server.last('/api/auth/login');
    expect(sent?.headers['content-type']).toBe('application/json');
    expect(JSON.parse(sent?.body ?? '')).toEqual({
      email: 'ada@example.com',
      password: 'correct',
      rememberMe: false,
    });
    await client.refresh();
    await client.signOut();
    expect(seen.map((init) => [init?.method, init?.credentials, init?.redirect])).toEqual(
      Array(3).fill(['POST', 'include', 'error']),
    );
    expect(log).toEqual([
      'signed-in s1 this-tab',
      'refreshed 2 manual this-tab',
      'signed-out sign_out this-tab',
    ]);
  });

  it('with a wrong password says so and changes nothing', async () => {
    const client = setting.client();
    await client.start();
    const error = await client
      .signIn({ email: 'ada@example.com', password: 'wrong' })
      .catch((reason) => reason);
    expect(error).toBeInstanceOf(ProblemError);
    expect(error).toMatchObject({
      code: 'invalid_credentials',
      status: 401,
      message: 'About invalid_credentials.',
    });
    expect(client.getSession().status).toBe('anonymous');
  });

  it('passes on what a second factor needs', async () => {
    setting.server.on('/api/auth/login', (_, response) =>
      problem(response, 401, 'second_factor_required', { challenge: 'c', factors: ['totp'] }),
    );
    const attempt = setting.client().signIn({ email: 'a@example.com', password: 'x' });
    await expect(attempt).rejects.toMatchObject({
      code: 'second_factor_required',
      problem: { challenge: 'c', factors: ['totp'] },
    });
  });

  it.each([
    [429, 'rate_limited', 7],
    [503, 'busy', 7],
  ])('with the response %i %s is to be tried again', async (status, code, seconds) => {
    setting.server.on('/api/auth/login', (_, response) =>
      problem(response, status, code, { headers: { 'retry-after': String(seconds) } }),
    );
    const attempt = setting.client().signIn({ email: 'a@example.com', password: 'x' });
    await expect(attempt).rejects.toMatchObject({
      name: 'TransientError',
      code,
      retryAfter: seconds,
    });
  });

  it.each([200, 401])('with the %i of a portal is not signed in', async (status) => {
    setting.server.on('/api/auth/login', (_, response) => html(response, status));
    const client = setting.client();
    const attempt = client.signIn({ email: 'a@example.com', password: 'x' });
    await expect(attempt).rejects.toBeInstanceOf(TransientError);
    expect(client.getSession().status).toBe('loading');
  });

  it('waits for a refresh in flight', async () => {
    const client = await setting.signedIn();
    const refresh = setting.server.hold('/api/auth/refresh');
    const refreshing = client.refresh();
    await refresh.arrived;
    const signingIn = client.signIn({ email: 'bob@example.com', password: 'correct' });
    refresh.release();
    await Promise.all([refreshing, signingIn]);
    expect(setting.server.received.map(({ path }) => path)).toEqual([
      '/api/auth/refresh',
      '/api/auth/login',
    ]);
    expect(client.getSession()).toMatchObject({ session: { id: 's2', generation: 1 } });
  });
});

describe('Signing out', () => {
  it('names its session', async () => {
    const client = await setting.signedIn();
    await client.signOut();
    expect(setting.server.last('/api/auth/logout')?.body).toBe('{"sessionId":"s1"}');
    expect(setting.server.session).toBeUndefined();
    expect(await client.getAccessToken()).toBeNull();
  });

  it('without a known session still clears the cookie', async () => {
    const client = setting.client();
    await client.signOut();
    expect(setting.server.last('/api/auth/logout')?.body).toBe('{}');
  });

  it.each(['network', 'portal'])(
    'that does not reach the server (%s) holds here, and no refresh undoes it',
    async (fault) => {
      const client = await setting.signedIn();
      setting.server.on('/api/auth/logout', (_, response) =>
        fault === 'portal' ? html(response, 200) : void response.destroy(),
      );
      await expect(client.signOut()).rejects.toSatisfy(isTransient);
      expect(await client.refresh()).toMatchObject({ status: 'signed-out', reason: 'sign_out' });
      expect(await client.start()).toMatchObject({ status: 'signed-out', reason: 'sign_out' });
      expect(setting.server.refreshes).toBe(0);

      setting.server.on('/api/auth/logout');
      await client.signOut();
      expect(setting.server.last('/api/auth/logout')?.body).toBe('{"sessionId":"s1"}');
    },
  );

  it('that did not reach the server is replaced by the next sign-in', async () => {
    const client = await setting.signedIn();
    setting.server.on('/api/auth/logout', (_, response) => html(response, 502));
    await client.signOut().catch(() => {});
    await client.signIn({ email: 'bob@example.com', password: 'correct' });
    expect(await client.refresh()).toMatchObject({ session: { id: 's2', generation: 2 } });
  });
});

describe('Listeners', () => {
  it('are called for every change until they unsubscribe, and get the same snapshot in between', async () => {
    const client = setting.client();
    const seen: string[] = [];
    const stop = client.subscribe(() => seen.push(client.getSession().status));
    await client.signIn({ email: 'ada@example.com', password: 'correct' });
    expect(client.getSession()).toBe(client.getSession());
    expect(Object.isFrozen(client.getSession())).toBe(true);
    await client.signOut();
    stop();
    await client.signIn({ email: 'ada@example.com', password: 'correct' });
    expect(seen).toEqual(['authenticated', 'signed-out']);
  });

  it('that throw are logged and do not stop others', async () => {
    const warnings: unknown[] = [];
    const logger = { warn: (_: string, detail: unknown) => warnings.push(detail) };
    const client = setting.client({ logger });
    const fault = new Error('broken listener');
    client.on('signed-in', () => {
      throw fault;
    });
    const log = recordEvents(client);
    await client.signIn({ email: 'ada@example.com', password: 'correct' });
    expect(log).toEqual(['signed-in s1 this-tab']);
    expect(warnings).toEqual([fault]);
  });

  it('and logs never receive a token', async () => {
    const lines: string[] = [];
    const warn = (message: string, detail: unknown) =>
      lines.push(`${message} ${JSON.stringify(detail)} ${detail}`);
    const client = await setting.signedIn({ logger: { warn } });
    client.on('refreshed', (detail) => {
      throw Object.assign(new Error('broken'), { detail });
    });
    await client.refresh();
    setting.server.on('/api/auth/refresh', (_, response) => problem(response, 503, 'busy'));
    await client.refresh().catch(() => {});
    expect(lines.length).toBe(1);
    expect(lines.join()).not.toMatch(/s1\.\d/);
    expect(JSON.stringify(client.getSession())).not.toMatch(/s1\.\d/);
  });
});
