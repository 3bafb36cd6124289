import axios from 'axios';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { attachAuth } from '../src/development/axios.js';
import { createAuthClient } from '../src/development/index.js';
import { createSetting } from './support/setting.js';
import { problem } from './support/test-server.js';

const setting = createSetting(createAuthClient);
const page = { location: { origin: 'https://shop.example' } };
let told: [string, unknown][];
const logger = { warn: (message: string, detail: unknown) => told.push([message, detail]) };

beforeEach(() => {
  told = [];
});

describe('While an application is developed, the console says', () => {
  it.each([
    ['https://docs.example/#same_site_cross_site', 'https://docs.example/#same_site_cross_site'],
    [
      'docs/guides/cookie-does-not-arrive.md#same_site_cross_site',
      'tandem explain same_site_cross_site',
    ],
  ])('once why the cookie did not arrive, and where %s says more', async (docs, more) => {
    const diagnosis = {
      cause: 'same_site_cross_site',
      detail: 'The page is on another site.',
      fix: 'List it.',
      docs,
    };
    setting.server.on('/api/auth/refresh', (_, response) =>
      problem(response, 401, 'refresh_token_missing', { diagnosis }),
    );
    const client = setting.client({ logger });
    await client.start();
    await client.refresh().catch(() => {});
    await vi.waitFor(() => expect(told).toHaveLength(1));
    expect(told[0]).toEqual([
      `Tandem: the refresh came without its cookie (same_site_cross_site). The page is on another site. List it. More: ${more}`,
      diagnosis,
    ]);
  });

  it('nothing when nobody is signed in and all is well', async () => {
    setting.server.on('/api/auth/refresh', (_, response) =>
      problem(response, 401, 'refresh_token_missing', { diagnosis: null }),
    );
    await setting.client({ logger, page }).start();
    expect(told).toEqual([]);
  });

  it('once that another origin did not answer or may not be read, with the line that lists the page', async () => {
    const client = setting.client({
      logger,
      page,
      fetch: () => Promise.reject(new TypeError('Failed to fetch')),
    });
    await client.start();
    await client.refresh().catch(() => {});
    expect(told.map(([message]) => message)).toEqual([
      `Tandem: ${setting.server.url} did not answer, or may not be read: is this page in Tandem:Frontends? Tandem__Frontends__0=https://shop.example lists it.`,
    ]);
  });

  it.each([
    ['the page’s own origin', () => ({ location: { origin: setting.server.url } })],
    ['a program without a page', () => ({})],
  ])('nothing of that for %s', async (_, where) => {
    const client = setting.client({
      logger,
      page: where(),
      fetch: () => Promise.reject(new TypeError('Failed to fetch')),
    });
    await client.start();
    expect(told).toEqual([]);
  });
});

describe('attachAuth warns while an application is developed', () => {
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
  afterEach(() => warn.mockClear());

  it('when the instance sends to an origin that gets no token', () => {
    attachAuth(axios.create({ baseURL: 'https://api.example/v1' }), setting.client());
    expect(warn.mock.calls).toEqual([
      [
        `Tandem: this axios instance sends to https://api.example, and no access token goes there: the client's server is ${setting.server.url}. ` +
          "Give both the same baseURL, or createAuthClient attachTo: ['https://api.example'].",
      ],
    ]);
  });

  it.each([
    ['the client’s server', () => `${setting.server.url}/api`],
    ['an origin of attachTo', () => 'https://api.example/v1'],
    ['addresses that each request names', () => undefined],
  ])('not for %s', (_, baseURL) => {
    const options = baseURL();
    attachAuth(
      axios.create(options ? { baseURL: options } : {}),
      setting.client({ attachTo: ['https://api.example'] }),
    );
    expect(warn).not.toHaveBeenCalled();
  });
});
