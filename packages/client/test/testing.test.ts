import { describe, expect, it } from 'vitest';
import { createAuthClient, isTransient } from '../src/index.js';
import {
  ada,
  bob,
  createFakeClock,
  createFakeServer,
  createFakeTabs,
  faults,
} from '../src/testing/index.js';

function setting() {
  const clock = createFakeClock();
  const server = createFakeServer({ clock });
  const client = createAuthClient({
    baseURL: server.url,
    fetch: server.fetch,
    clock,
    crossTab: false,
    random: () => 0,
  });
  return { clock, server, client };
}

const outcomes = (server: { log: { type: string }[] }) => server.log.map(({ type }) => type);
const cookie = '__Host-refreshToken';

describe('The fake clock', () => {
  it('runs each timer at its time, and everything it starts before the next', async () => {
    const clock = createFakeClock();
    const log: string[] = [];
    clock.after(20, () => void Promise.resolve().then(() => log.push(`second at ${clock.now()}`)));
    clock.after(10, () => {
      log.push(`first at ${clock.now()}`);
      clock.after(5, () => log.push(`between at ${clock.now()}`));
    });
    await clock.advance(30);
    expect(log).toEqual(['first at 1010', 'between at 1015', 'second at 1020']);
    expect(clock.pending).toBe(0);
  });

  it('runs timers late after the machine has slept', async () => {
    const clock = createFakeClock();
    let ran = 0;
    clock.after(10, () => {
      ran = clock.now();
    });
    await clock.sleep(60_000);
    expect(ran).toBe(61_000);
  });

  it('moves only the wall clock if that is set', () => {
    const clock = createFakeClock({ date: 5_000 });
    clock.jump(-3_000);
    expect([clock.now(), clock.date()]).toEqual([1_000, 2_000]);
  });
});

describe('The fake server decides like the real one', () => {
  it('rotates, and hands out no second copy within twice the leeway', async () => {
    const { clock, server, client } = setting();
    await client.signIn(ada);
    await client.refresh();
    const kept = server.line.cookies.get(cookie);
    await clock.advance(60_000);
    await client.refresh();
    expect(server.line.cookies.get(cookie)).toBe(kept);
    await clock.advance(1);
    await client.refresh();
    expect(server.line.cookies.get(cookie)).not.toBe(kept);
    expect(outcomes(server)).toEqual(['signed_in', 'rotate', 'access_only', 'rotate']);
    expect(server.log.map(({ generation }) => generation)).toEqual([1, 2, 2, 3]);
  });

  it('gives the predecessor the same successor until the leeway is over', async () => {
    const { clock, server, client } = setting();
    await client.signIn(ada);
    const old = server.line.cookies.get(cookie) as string;
    await client.refresh();
    await clock.advance(30_000);
    server.line.cookies.set(cookie, old);
    await client.refresh();
    expect(outcomes(server)).toEqual(['signed_in', 'rotate', 'converge']);
    expect(client.getSession().session?.generation).toBe(2);
  });

  it('hands out another candidate if the response was lost', async () => {
    const { clock, server, client } = setting();
    await client.signIn(ada);
    server.fault('/api/auth/refresh', faults.lostResponse());
    await client.refresh().catch(() => {});
    await clock.advance(30_001);
    await client.refresh();
    expect(outcomes(server)).toEqual(['signed_in', 'rotate', 'recover']);
    await clock.advance(60_001);
    await client.refresh();
    expect(server.log.at(-1)).toMatchObject({ type: 'rotate', generation: 4 });
  });

  it('detects a copy of a token that was used long ago', async () => {
    const { clock, server, client } = setting();
    await client.signIn(ada);
    const stolen = server.line.cookies.get(cookie) as string;
    for (let i = 0; i < 2; i++) {
      await client.refresh();
      await clock.advance(61_000);
    }
    server.line.cookies.set(cookie, stolen);
    expect(await client.refresh()).toMatchObject({ reason: 'refresh_token_reused' });
    expect(server.log.at(-1)?.type).toBe('refresh_token_reused');
  });

  it('detects a predecessor once its successor was seen in use', async () => {
    const { clock, server, client } = setting();
    await client.signIn(ada);
    const old = server.line.cookies.get(cookie) as string;
    await client.refresh();
    await clock.advance(61_001);
    await client.fetch('/api/me');
    server.line.cookies.set(cookie, old);
    expect(await client.refresh()).toMatchObject({ reason: 'refresh_token_reused' });
  });

  it('excuses a predecessor while its successor was seen too early to be certain', async () => {
    const { clock, server, client } = setting();
    await client.signIn(ada);
    const old = server.line.cookies.get(cookie) as string;
    await client.refresh();
    await clock.advance(61_000);
    await client.fetch('/api/me');
    server.line.cookies.set(cookie, old);
    await client.refresh();
    expect(outcomes(server)).toEqual(['signed_in', 'rotate', 'recover']);
  });

  it('ends a session that was idle for its lifetime, to the millisecond', async () => {
    for (const [late, status] of [
      [-1, 'authenticated'],
      [0, 'signed-out'],
    ] as const) {
      const { clock, server, client } = setting();
      const quiet = createAuthClient({
        baseURL: server.url,
        fetch: server.fetch,
        clock,
        crossTab: false,
        refresh: 'on-demand',
      });
      await client.signIn(ada);
      client.dispose();
      await clock.advance(7 * 86_400_000 + late);
      expect((await quiet.start()).status).toBe(status);
    }
  });

  it('clears the cookie of the session that is named, and of no other', async () => {
    const { server, client } = setting();
    await client.signIn(ada);
    const post = (body: object) =>
      server.fetch(`${server.url}/api/auth/logout`, { method: 'POST', body: JSON.stringify(body) });
    await post({ sessionId: 'another' });
    expect(server.line.cookies.get(cookie)).toBeDefined();
    expect((await post({ sessionId: 's1' })).status).toBe(204);
    expect(server.line.cookies.get(cookie)).toBeUndefined();
    expect(server.lives('s1')).toBe(false);
  });

  it('delivers refresh tokens in bodies to those who ask for it', async () => {
    const { server } = setting();
    const post = async (path: string, body: object) => {
      const init = { method: 'POST', body: JSON.stringify(body) };
      return (await server.fetch(`${server.url}/api/auth/${path}`, init)).json();
    };
    const { refreshToken } = await post('login', { ...ada, delivery: 'body' });
    expect(server.line.cookies.get(cookie)).toBeUndefined();
    const next = await post('refresh', { refreshToken });
    expect(next).toMatchObject({ session: { generation: 2 }, refreshToken: expect.any(String) });
  });

  it('serves the signed-in person, lists their sessions and issues tickets', async () => {
    const { server, client } = setting();
    expect((await client.fetch('/api/me')).status).toBe(401);
    await client.signIn(bob);
    expect(await (await client.fetch('/api/me')).json()).toMatchObject({ displayName: 'Bob' });
    expect(await (await client.fetch('/api/auth/sessions')).json()).toMatchObject([
      { id: 's1', current: true },
    ]);
    const ticket = await client.ticket();
    const redeem = () => server.fetch(`${server.url}/api/stream?ticket=${ticket}`);
    expect((await redeem()).status).toBe(200);
    expect((await redeem()).status).toBe(401);
  });
});

describe('Faults on demand', () => {
  it.each([
    ['network_error', faults.networkError()],
    ['network_error', faults.lostResponse()],
    ['busy', faults.problem(503, 'busy')],
    ['rate_limited', faults.tooMany(20)],
    ['unexpected_answer', faults.html(200)],
    ['unexpected_answer', faults.html(401)],
  ])('reach the client as %s', async (code, fault) => {
    const { server, client } = setting();
    await client.signIn(ada);
    server.fault('/api/auth/refresh', fault);
    const error = await client.refresh().catch((reason) => reason);
    expect(isTransient(error)).toBe(true);
    expect(error.code).toBe(code);
  });

  it('also have their former names', async () => {
    const { clock, server, client } = setting();
    await client.signIn(ada);
    server.fault('/api/a', { kind: 'answer', make: () => new Response(null, { status: 418 }) });
    server.fault('/api/b', { kind: 'lost-answer' });
    server.fault('/api/c', { kind: 'delay', answer: 50 });
    expect((await client.fetch('/api/a')).status).toBe(418);
    await expect(client.fetch('/api/b')).rejects.toThrow('Failed to fetch');
    const started = clock.now();
    const late = client.fetch('/api/c').then(() => clock.now() - started);
    await clock.advance(100);
    expect(await late).toBe(50);
    expect(faults.lostAnswer()).toEqual(faults.lostResponse());
  });

  it('that are silent are given up after 12 s', async () => {
    const { clock, server, client } = setting();
    await client.signIn(ada);
    server.fault('/api/auth/refresh', faults.silence());
    const outcome = client.refresh().catch((reason) => reason);
    await clock.advance(12_000);
    expect(await outcome).toMatchObject({ code: 'timed_out' });
  });

  it('reorder responses', async () => {
    const { clock, server, client } = setting();
    await client.signIn(ada);
    server.fault('/api/slow', faults.delay(50));
    const order: string[] = [];
    for (const path of ['/api/slow', '/api/fast']) {
      void client.fetch(path).then(() => order.push(path));
    }
    await clock.advance(50);
    expect(order).toEqual(['/api/fast', '/api/slow']);
  });
});

describe('Fake tabs', () => {
  function browser() {
    const server = createFakeServer();
    return { server, clock: server.clock, tabs: createFakeTabs({ server }) };
  }

  async function signedIn() {
    const all = browser();
    const [first, second] = [all.tabs.open(), all.tabs.open()];
    await second.client.start();
    await first.client.signIn(ada);
    await all.clock.settle();
    all.server.received.length = 0;
    return { ...all, first, second };
  }

  it('share cookies, locks and messages', async () => {
    const { server, clock, first, second } = await signedIn();
    expect(second.client.getSession()).toMatchObject({ user: { displayName: 'Ada' } });
    server.expireAccessTokens();
    const responses = [first, second].map(({ client }) => client.fetch('/api/orders'));
    await clock.advance(1_000);
    expect((await Promise.all(responses)).map(({ status }) => status)).toEqual([200, 200]);
    expect(outcomes(server)).toEqual(['signed_in', 'rotate']);
  });

  it('of another browser are not signed in', async () => {
    const { server } = await signedIn();
    const other = createFakeTabs({ server }).open();
    expect((await other.client.start()).status).toBe('anonymous');
  });

  it('release their lock when they are closed', async () => {
    const { server, clock, tabs, first, second } = await signedIn();
    server.fault('/api/auth/refresh', faults.silence());
    void first.client.refresh();
    await clock.settle();
    expect(tabs.lockHolder).toBe(first);
    const waiting = second.client.refresh();
    await clock.settle();
    first.close();
    await clock.advance(1_000);
    expect(await waiting).toMatchObject({ status: 'authenticated' });
  });

  it('keep their lock while they are frozen, and get all messages afterwards', async () => {
    const { server, clock, tabs, first, second } = await signedIn();
    server.fault('/api/auth/refresh', faults.delay(100));
    void first.client.refresh();
    await clock.settle();
    first.freeze();
    await clock.advance(200);
    expect(tabs.lockHolder).toBe(first);
    expect(first.client.getSession().session?.generation).toBe(1);
    const waiting = second.client.refresh();
    await clock.advance(14_000);
    expect(await waiting).toMatchObject({ session: { generation: 2 } });
    await first.thaw();
    expect(first.client.getSession().session?.generation).toBe(2);
    expect(tabs.lockHolder).toBeUndefined();
  });

  it('lose their connections when the machine sleeps', async () => {
    const { server, clock, tabs, first } = await signedIn();
    server.fault('/api/auth/refresh', faults.delay(100));
    const outcome = first.client.refresh().catch((error) => error);
    await clock.settle();
    await tabs.sleep(3_600_000);
    expect(await outcome).toMatchObject({ code: 'network_error' });
  });

  it('go offline and online together', async () => {
    const { clock, tabs, first } = await signedIn();
    tabs.goOffline();
    await expect(first.client.refresh()).rejects.toMatchObject({ code: 'network_error' });
    expect(first.client.getSession().status).toBe('stale');
    tabs.goOnline();
    await clock.settle();
    expect(first.client.getSession().status).toBe('authenticated');
  });

  it('can be behind a captive portal', async () => {
    const { tabs, first } = await signedIn();
    tabs.line.portal = () => new Response('<p>Pay</p>', { status: 200 });
    await expect(first.client.refresh()).rejects.toMatchObject({ code: 'unexpected_answer' });
    expect(first.client.getSession().status).toBe('stale');
  });
});

describe('The example of the README', () => {
  it('works', async () => {
    const { clock, server, client: auth } = setting();
    server.route('/api/orders', (_request, user) => Response.json([{ for: user.displayName }]));
    await auth.signIn(ada);
    server.expireAccessTokens();
    server.fault('/api/auth/refresh', faults.problem(503, 'busy'));
    await expect(auth.fetch('/api/orders')).rejects.toMatchObject({ code: 'busy' });
    expect(await (await auth.fetch('/api/orders')).json()).toEqual([{ for: 'Ada' }]);
    server.revoke();
    expect(await auth.refresh()).toMatchObject({ reason: 'session_revoked' });

    const tabs = createFakeTabs({ server });
    const [first, second] = [tabs.open(), tabs.open()];
    await second.client.start();
    await first.client.signIn(ada);
    await clock.settle();
    expect(second.client.getSession().user?.displayName).toBe('Ada');
  });
});
