import { Readable } from 'node:stream';
import axios, { type AxiosInstance, isAxiosError, isCancel } from 'axios';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { attachAuth } from '../src/axios/index.js';
import { type AuthClient, isAuthError, isTransient } from '../src/index.js';
import { createSetting } from './support/setting.js';
import { html, json, problem, TestServer } from './support/test-server.js';

const setting = createSetting();
let foreign: TestServer;

beforeEach(async () => {
  foreign = await TestServer.start();
});
afterEach(() => foreign.stop());

describe.each(['http', 'fetch'])('An axios instance with the adapter %s', (adapter) => {
  function attached(client: AuthClient): AxiosInstance {
    const api = axios.create({ baseURL: setting.server.url, adapter, proxy: false });
    attachAuth(api, client);
    return api;
  }
  const failed = (request: Promise<unknown>) =>
    request.then(
      () => expect.unreachable('the request succeeded'),
      (reason) => reason,
    );

  it('sends the token to the client’s origins', async () => {
    const api = attached(await setting.signedIn());
    const { data, status } = await api.get('/api/orders', { params: { page: 2 } });
    expect([status, data.token]).toEqual([200, 's1.1']);
    expect(setting.server.last('/api/orders?page=2')?.headers.authorization).toBe('Bearer s1.1');
  });

  it('sends it nowhere else, nor refreshes for a 401 from there', async () => {
    const api = attached(await setting.signedIn());
    foreign.on('/data', (_, response) => problem(response, 401, 'access_token_expired'));
    const error = await failed(api.get(`${foreign.url}/data`));
    expect(error.response.status).toBe(401);
    expect(foreign.last('/data')?.headers.authorization).toBeUndefined();
    expect(setting.server.refreshes).toBe(0);
  });

  it('sends none to the auth endpoints and none when nobody is signed in', async () => {
    const client = await setting.signedIn();
    const api = attached(client);
    setting.server.on('/api/auth/login', (_, response) => json(response, 200, {}));
    await api.post('/api/auth/login', {});
    expect(setting.server.last('/api/auth/login')?.headers.authorization).toBeUndefined();
    await client.signOut();
    const error = await failed(api.get('/api/orders'));
    expect(error.response.data.code).toBe('access_token_missing');
    expect(setting.server.refreshes).toBe(0);
  });

  it('does not change a request with its own credentials', async () => {
    const api = attached(await setting.signedIn());
    setting.server.on('/api/orders', (_, response) =>
      problem(response, 401, 'access_token_expired'),
    );
    await failed(api.get('/api/orders', { headers: { authorization: 'Bearer mine' } }));
    expect(setting.server.last('/api/orders')?.headers.authorization).toBe('Bearer mine');
    await failed(api.get('/api/orders', { auth: { username: 'a', password: 'b' } }));
    expect(setting.server.last('/api/orders')?.headers.authorization).toBe('Basic YTpi');
    expect(setting.server.refreshes).toBe(0);
  });

  it('renews an expired token once for twenty requests, and shares that with auth.fetch', async () => {
    const client = await setting.signedIn({ refresh: 'on-demand' });
    const api = attached(client);
    setting.clock.advance(900_000);
    const requests = Array.from({ length: 20 }, (_, index) =>
      index % 2 ? api.get(`/api/orders/${index}`) : client.fetch(`/api/orders/${index}`),
    );
    expect((await Promise.all(requests)).map(({ status }) => status)).toEqual(Array(20).fill(200));
    expect(setting.server.refreshes).toBe(1);
  });

  it('repeats refused requests with their bodies after one refresh', async () => {
    const api = attached(await setting.signedIn());
    setting.server.expireAccessTokens();
    const form = new FormData();
    form.set('item', 'pen');
    const responses = await Promise.all([
      api.post('/api/orders', { item: 'pen' }),
      api.post('/api/orders', new URLSearchParams({ item: 'pen' })),
      api.post('/api/orders', form),
      api.put('/api/orders', Buffer.from('pen')),
    ]);
    expect(responses.map(({ data }) => data.token)).toEqual(Array(4).fill('s1.2'));
    expect(responses[0].data.body).toBe('{"item":"pen"}');
    expect(responses[1].data.body).toBe('item=pen');
    expect(responses[2].data.body).toContain('name="item"');
    expect(responses[3].data.body).toBe('pen');
    expect(setting.server.refreshes).toBe(1);
  });

  it('repeats what was refused, whatever the response type', async () => {
    const client = await setting.signedIn();
    const api = attached(client);
    for (const responseType of ['json', 'text', 'arraybuffer'] as const) {
      setting.server.expireAccessTokens();
      expect((await api.get('/api/orders', { responseType })).status).toBe(200);
    }
    expect(setting.server.refreshes).toBe(3);
  });

  it('repeats once: a second 401 is returned, and further ones cause no refresh', async () => {
    const client = await setting.signedIn();
    const api = attached(client);
    setting.server.on('/api/me', (_, response) => problem(response, 401, 'access_token_invalid'));
    const error = await failed(api.get('/api/me'));
    expect([error.response.status, error.response.data.code]).toEqual([
      401,
      'access_token_invalid',
    ]);
    expect(setting.server.count('/api/me')).toBe(2);
    await failed(api.get('/api/me'));
    await client.fetch('/api/me');
    expect(setting.server.refreshes).toBe(1);
  });

  it.each([
    [403, 'access_token_expired'],
    [401, 'reauthentication_required'],
    [503, 'busy'],
  ])('does not refresh for a %i %s', async (status, code) => {
    const api = attached(await setting.signedIn());
    setting.server.on('/api/me', (_, response) => problem(response, status, code));
    const error = await failed(api.get('/api/me'));
    expect([error.response.status, error.response.data.code]).toEqual([status, code]);
    expect(setting.server.refreshes).toBe(0);
    expect(setting.server.count('/api/me')).toBe(1);
  });

  it('does not refresh for a 401 that is not about the token', async () => {
    const api = attached(await setting.signedIn());
    setting.server.on('/api/me', (_, response) => html(response, 401));
    expect((await failed(api.get('/api/me'))).response.data).toContain('Free WiFi');
    expect(setting.server.refreshes).toBe(0);
  });

  it('follows the same rules if validateStatus calls a 401 a success', async () => {
    const api = attached(await setting.signedIn());
    setting.server.expireAccessTokens();
    const { data } = await api.get('/api/me', { validateStatus: () => true });
    expect(data.token).toBe('s1.2');
  });

  it('throws the client’s own error when the token cannot be renewed now', async () => {
    const client = await setting.signedIn();
    const api = attached(client);
    setting.server.expireAccessTokens();
    setting.server.on('/api/auth/refresh', (_, response) => problem(response, 503, 'busy'));
    const error = await failed(api.get('/api/me'));
    expect([isTransient(error), isAxiosError(error), error.code]).toEqual([true, false, 'busy']);
    expect(client.getSession().status).toBe('stale');
  });

  it('returns the 401 if the session is over', async () => {
    const client = await setting.signedIn();
    const api = attached(client);
    setting.server.expireAccessTokens();
    setting.server.on('/api/auth/refresh', (_, response) =>
      problem(response, 401, 'session_revoked'),
    );
    const error = await failed(api.get('/api/me'));
    expect(isAxiosError(error) && error.response?.data.code).toBe('access_token_expired');
    expect(client.getSession()).toMatchObject({ status: 'signed-out', reason: 'session_revoked' });
  });

  it('never repeats a request of one person with the token of another', async () => {
    const client = await setting.signedIn();
    const api = attached(client);
    const slow = setting.server.hold('/api/slow');
    const response = failed(api.post('/api/slow', { item: 'pen' }));
    await slow.arrived;
    setting.server.expireAccessTokens();
    await client.signIn({ email: 'bo@example.com', password: 'correct' });
    slow.release();
    expect((await response).response.status).toBe(401);
    expect(setting.server.count('/api/slow')).toBe(1);
  });

  it('lets one caller abort while the refresh continues for the others', async () => {
    const client = await setting.signedIn({ refresh: 'on-demand' });
    const api = attached(client);
    setting.clock.advance(900_000);
    const refresh = setting.server.hold('/api/auth/refresh');
    const leaver = new AbortController();
    const left = failed(api.get('/api/left', { signal: leaver.signal }));
    const stayed = api.get('/api/stayed');
    await refresh.arrived;
    leaver.abort();
    expect(isCancel(await left)).toBe(true);
    refresh.release();
    expect((await stayed).status).toBe(200);
    expect([setting.server.count('/api/left'), setting.server.refreshes]).toEqual([0, 1]);
  });

  it('sends a stream with a valid token, and says when it must be sent again', async () => {
    const api = attached(await setting.signedIn({ refresh: 'on-demand' }));
    const post = () => api.post('/api/upload', Readable.from(['pen']), { maxRedirects: 0 });
    setting.clock.advance(900_000);
    expect((await post()).data.token).toBe('s1.2');
    setting.server.expireAccessTokens();
    const error = await failed(post());
    expect(isAuthError(error) && error.code).toBe('not_replayable');
    expect((await post()).data.body).toBe('pen');
  });

  it('sends nothing again that may be used up, whatever it is', async () => {
    const api = attached(await setting.signedIn());
    async function* once() {
      yield new TextEncoder().encode('pen');
    }
    const post = () =>
      api.post('/api/upload', once(), {
        adapter: 'fetch',
        transformRequest: (data) => data,
      });
    expect((await post()).data.body).toBe('pen');
    setting.server.expireAccessTokens();
    const error = await failed(post());
    expect(isAuthError(error) && error.code).toBe('not_replayable');
    expect(setting.server.count('/api/upload')).toBe(2);
  });

  it('shows interceptors the final response only, and the request once', async () => {
    const api = attached(await setting.signedIn());
    const seen: unknown[] = [];
    api.interceptors.request.use((config) => {
      seen.push(config.data);
      return config;
    });
    api.interceptors.response.use((response) => {
      seen.push(response.status);
      return response;
    });
    setting.server.expireAccessTokens();
    await api.post('/api/orders', { item: 'pen' });
    expect(seen).toEqual([{ item: 'pen' }, 200]);
  });

  it('keeps the token out of responses and errors', async () => {
    const api = attached(await setting.signedIn());
    const response = await api.get('/api/orders');
    expect(JSON.stringify(response.config)).not.toContain('s1.1');
    setting.server.on('/api/me', (_, response) => problem(response, 403, 'forbidden'));
    const refused = await failed(api.get('/api/me'));
    setting.server.on('/api/cut', (_, response) => response.destroy());
    const broken = await failed(api.get('/api/cut'));
    expect([refused, broken].map(isAxiosError)).toEqual([true, true]);
    expect(JSON.stringify([refused, broken])).not.toContain('s1.1');
  });

  it('sends error.config again as the caller changed it', async () => {
    const api = attached(await setting.signedIn());
    setting.server.on('/api/orders', (_, response) => problem(response, 503, 'busy'));
    const { config } = await failed(api.post('/api/orders', { item: 'pen' }));
    setting.server.on('/api/orders');
    setting.server.expireAccessTokens();
    expect((await api(config)).data).toEqual({ token: 's1.2', body: '{"item":"pen"}' });
    expect(setting.server.count('/api/orders')).toBe(3);
  });
});

describe('attachAuth', () => {
  it('resolves a relative address as axios does, not by the client’s baseURL', async () => {
    const client = await setting.signedIn();
    const api = axios.create({ baseURL: `${foreign.url}/v1`, proxy: false });
    attachAuth(api, client);
    foreign.on('/v1/api/me', (_, response) => json(response, 200, {}));
    await api.get('/api/me');
    expect(foreign.last('/v1/api/me')?.headers.authorization).toBeUndefined();
  });

  it('is undone by what it returns', async () => {
    const api = axios.create({ baseURL: setting.server.url, proxy: false });
    attachAuth(api, await setting.signedIn())();
    await api.get('/api/me').catch(() => {});
    expect(setting.server.last('/api/me')?.headers.authorization).toBeUndefined();
  });

  it('also wraps an adapter that is given with a request', async () => {
    const api = axios.create({ baseURL: setting.server.url, proxy: false });
    attachAuth(api, await setting.signedIn());
    expect((await api.get('/api/me', { adapter: 'fetch' })).data.token).toBe('s1.1');
  });
});
