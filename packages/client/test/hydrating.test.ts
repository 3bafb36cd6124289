import { describe, expect, it } from 'vitest';
import { createSetting, inTime, recordEvents } from './support/setting.js';
import { problem } from './support/test-server.js';

const setting = createSetting();
const user = {
  id: 'u1',
  email: 'ada@example.com',
  emailVerified: true,
  displayName: null,
  roles: [],
};
const session = { id: 's1', generation: 1, createdAt: '2026-03-01T12:00:00Z', expiresAt: '' };

describe('A session from a server-rendered page', () => {
  it('with a token is used without a request', async () => {
    const client = setting.client();
    const log = recordEvents(client);
    client.hydrate({ user, session, accessToken: 'given', expiresIn: 300 });
    expect(client.getSession()).toMatchObject({ status: 'authenticated', user, expiresIn: 300 });
    await client.start();
    expect(await client.getAccessToken()).toBe('given');
    expect(setting.server.received).toEqual([]);
    expect(log).toEqual([]);
  });

  it('without a token shows the person, and the first request gets one', async () => {
    setting.server.signIn();
    const client = setting.client({ refresh: 'on-demand' });
    client.hydrate({ user, session });
    expect(await client.start()).toMatchObject({ status: 'authenticated', user });
    expect(setting.server.refreshes).toBe(0);
    expect((await client.fetch('/api/me')).status).toBe(200);
    expect(setting.server.refreshes).toBe(1);
  });

  it('that is null means anonymous, without a request', async () => {
    const client = setting.client();
    client.hydrate(null);
    expect(await client.start()).toMatchObject({ status: 'anonymous' });
    expect(await client.getAccessToken()).toBeNull();
    expect(setting.server.received).toEqual([]);
  });

  it('is ignored once the state is known', async () => {
    const client = await setting.signedIn();
    client.hydrate(null);
    client.hydrate({ user: { ...user, id: 'u2' }, session: { ...session, id: 's9' } });
    expect(client.getSession()).toMatchObject({ user: { id: 'u1' }, session: { id: 's1' } });
  });
});

describe('A ticket', () => {
  it('is requested with the access token, renewed if needed', async () => {
    const client = await setting.signedIn({ refresh: 'on-demand' });
    setting.server.on('/api/auth/ticket', ({ headers }, response) =>
      response
        .writeHead(200, { 'content-type': 'application/json' })
        .end(JSON.stringify({ ticket: `for ${headers.authorization}`, expiresIn: 30 })),
    );
    setting.clock.advance(900_000);
    expect(await client.ticket()).toBe('for Bearer s1.2');
    expect(setting.server.last('/api/auth/ticket')?.method).toBe('POST');
  });

  it('is refused if nobody is signed in', async () => {
    const client = setting.client();
    await client.start();
    await expect(client.ticket()).rejects.toMatchObject({ code: 'access_token_missing' });
  });

  it('that the server cannot issue now is a transient error', async () => {
    const client = await setting.signedIn();
    setting.server.on('/api/auth/ticket', (_, response) => problem(response, 503, 'busy'));
    await expect(client.ticket()).rejects.toMatchObject({ name: 'TransientError', code: 'busy' });
  });

  it('throws the error of the refresh if the token cannot be renewed', async () => {
    const client = await setting.signedIn({ refresh: 'on-demand' });
    setting.server.on('/api/auth/refresh', (_, response) =>
      problem(response, 401, 'refresh_token_missing'),
    );
    setting.clock.advance(900_000);
    const ticket = client.ticket();
    await expect(inTime(setting, ticket)).rejects.toMatchObject({ code: 'cookie_not_kept' });
  });
});
