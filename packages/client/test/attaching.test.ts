import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSetting } from './support/setting.js';
import { problem, TestServer } from './support/test-server.js';

const setting = createSetting();
let foreign: TestServer;

beforeEach(async () => {
  foreign = await TestServer.start();
  foreign.on('/data', (_, response) => problem(response, 401, 'access_token_expired'));
});
afterEach(() => foreign.stop());

describe('The access token', () => {
  it('goes to the server, whatever form the address has', async () => {
    const client = await setting.signedIn();
    const absolute = `${setting.server.url}/api/me`;
    for (const input of ['/api/me', 'api/me', absolute, new URL(absolute), new Request(absolute)]) {
      expect((await client.fetch(input)).status).toBe(200);
      expect(setting.server.last('/api/me')?.headers.authorization).toBe('Bearer s1.1');
    }
  });

  it('never goes to another origin, nor does its 401 cause a refresh', async () => {
    const client = await setting.signedIn({ refresh: 'on-demand' });
    setting.clock.advance(900_000);
    for (const input of [
      `${foreign.url}/data`,
      new URL('/data', foreign.url),
      new Request(`${foreign.url}/data`),
      `//${new URL(foreign.url).host}/data`,
    ]) {
      expect((await client.fetch(input)).status).toBe(401);
    }
    expect(foreign.received.map(({ headers }) => headers.authorization)).toEqual(
      Array(4).fill(undefined),
    );
    expect(setting.server.refreshes).toBe(0);
  });

  it('does not follow a redirect to another origin', async () => {
    const client = await setting.signedIn();
    setting.server.on('/api/export', (_, response) =>
      response.writeHead(302, { location: `${foreign.url}/data` }).end(),
    );
    await client.fetch('/api/export');
    expect(foreign.last('/data')?.headers.authorization).toBeUndefined();
  });

  it('goes to the origins named in attachTo', async () => {
    const client = await setting.signedIn({ attachTo: [`${foreign.url}/some/path`] });
    foreign.on('/data', (_, response) => response.writeHead(204).end());
    await client.fetch(`${foreign.url}/data`);
    expect(foreign.last('/data')?.headers.authorization).toBe('Bearer s1.1');
  });

  it('is not sent to addresses without an origin, even if attachTo names one', async () => {
    const seen: (string | null)[] = [];
    const client = await setting.signedIn({
      attachTo: ['capacitor://localhost'],
      fetch: (input, init) => {
        seen.push(new Headers(init?.headers).get('authorization'));
        return fetch(input, init);
      },
    });
    expect(await (await client.fetch('data:text/plain,hello')).text()).toBe('hello');
    expect(seen.at(-1)).toBeNull();
  });

  it('does not replace an Authorization header of the caller, and causes no refresh then', async () => {
    const client = await setting.signedIn();
    const headers = { authorization: 'Bearer mine' };
    expect((await client.fetch('/api/me', { headers })).status).toBe(401);
    expect(setting.server.last('/api/me')?.headers.authorization).toBe('Bearer mine');
    expect(setting.server.refreshes).toBe(0);
  });

  it('leaves the caller’s headers as they were', async () => {
    const client = await setting.signedIn();
    const headers = new Headers({ 'x-request-id': '7' });
    const request = new Request(`${setting.server.url}/api/me`, { headers });
    await client.fetch(request);
    await client.fetch('/api/me', { headers });
    expect(setting.server.last('/api/me')?.headers['x-request-id']).toBe('7');
    expect([headers.has('authorization'), request.headers.has('authorization')]).toEqual([
      false,
      false,
    ]);
  });
});

describe('Addresses', () => {
  it('of the auth endpoints follow baseURL and basePath', async () => {
    setting.server.on('/tenant/auth/refresh', (_, response) =>
      problem(response, 401, 'refresh_token_missing'),
    );
    const client = setting.client({
      baseURL: `${setting.server.url}/tenant/`,
      basePath: '/auth',
    });
    expect(await client.start()).toMatchObject({ status: 'anonymous' });
  });
});
