import fc from 'fast-check';
import { ada, bob, type FakeTab, type Fault, faults, problem } from '../../src/testing/index.js';
import type { World } from './world.js';

type Step = (world: World) => void | Promise<void>;

/** A step of the model, legible when a failure is shown. */
class Command implements fc.AsyncCommand<object, World> {
  readonly #name: string;
  readonly #step: Step;

  constructor(name: string, step: Step) {
    this.#name = name;
    this.#step = step;
  }

  check(): boolean {
    return true;
  }

  async run(_model: object, world: World): Promise<void> {
    await this.#step(world);
    await world.check();
  }

  toString(): string {
    return this.#name;
  }
}

const second = 1_000;
const minute = 60 * second;
const nth = fc.nat(3);

const times = [20, 200, 2 * second, 11 * second, 13 * second, 31 * second, 65 * second];
const longTimes = [5 * minute, 14 * minute, 16 * minute, 60 * minute];

const refusal = faults.problem(401, 'access_token_invalid');

const troubles: Record<string, Fault> = {
  'network error': faults.networkError(),
  'lost answer': faults.lostAnswer(),
  silence: faults.silence(),
  'late answer': faults.delay(9 * second),
  'late request': faults.delay(0, 5 * second),
  '503': faults.problem(503, 'busy', { 'retry-after': '2' }),
  '500': faults.html(500),
  '429': faults.tooMany(20),
  'HTML 200': faults.html(200),
  'HTML 401': faults.html(401),
  'JSON 401': refusal,
};

const portals = [
  () => new Response('<p>Pay', { headers: { 'content-type': 'text/html' } }),
  () => problem(401, 'busy'),
];

/** A step of one of the tabs that can act. */
const ofTab = (name: string, step: (world: World, tab: FakeTab) => void | Promise<void>) =>
  nth.map(
    (n) =>
      new Command(`${name}(${n})`, (world) => {
        const tab = world.running(n);
        return tab && step(world, tab);
      }),
  );

const always = (name: string, step: Step) => fc.constant(new Command(name, step));

const advance = (choices: readonly number[]) =>
  fc
    .constantFrom(...choices)
    .map((time) => new Command(`advance(${time})`, (world) => world.clock.advance(time)));

const signIn = fc.tuple(nth, fc.constantFrom(ada, bob)).map(
  ([n, user]) =>
    new Command(`signIn(${n}, ${user.displayName})`, (world) => {
      const tab = world.running(n);
      if (tab) world.signIn(tab, user);
    }),
);

const requests = fc.tuple(nth, fc.integer({ min: 1, max: 4 })).map(
  ([n, count]) =>
    new Command(`request(${n}, ${count})`, (world) => {
      const tab = world.running(n);
      for (let i = 0; tab && i < count; i++) world.request(tab);
    }),
);

/** The client limits the time of its own requests only. */
const silent = ([kind, where]: readonly [string, string, number]) =>
  kind === 'silence' && where !== '/api/auth/';

/** What happens when access tokens are refused while requests are under way. */
const refusedRequests = fc.tuple(nth, nth, fc.integer({ min: 1, max: 4 })).map(
  ([a, b, stubborn]) =>
    new Command(`refusedRequests(${a}, ${b}, ${stubborn})`, async (world) => {
      const tabs = [world.running(a), world.running(b)];
      for (const tab of tabs) if (tab) world.request(tab);
      if (stubborn > 2) world.server.fault(/^.api.thing/, refusal, stubborn);
      else world.server.expireAccessTokens();
      await world.clock.advance(300);
    }),
);

/** Everybody wakes up with tokens that have run out, and two people want different things. */
const wakeUpCall = fc.tuple(nth, nth, fc.constantFrom(ada, bob), fc.boolean()).map(
  ([a, b, user, late]) =>
    new Command(`wakeUpCall(${a}, ${b}, ${user.displayName}, ${late})`, async (world) => {
      for (const tab of world.tabs.tabs) tab.show(false);
      await world.clock.advance(15 * minute);
      const [one, other] = [world.running(a), world.running(b)];
      if (late) world.server.fault('/api/auth/login', faults.delay(2 * second));
      if (one) world.signIn(one, user);
      await world.clock.advance(late ? second : 0);
      if (other) world.request(other);
      if (other) world.token(other);
      for (const tab of world.tabs.tabs) tab.show(true);
    }),
);

/** One tab signs in, another out, before it has heard of it. */
const crossing = fc.tuple(nth, nth, fc.constantFrom(ada, bob)).map(
  ([a, b, user]) =>
    new Command(`crossing(${a}, ${b}, ${user.displayName})`, async (world) => {
      const [one, other] = [world.running(a), world.running(b)];
      if (!one || !other) return;
      const before = one.client.getSession().session?.id;
      world.signIn(one, user);
      for (let i = 0; i < 50 && one.client.getSession().session?.id === before; i++) {
        await world.clock.advance(10);
      }
      world.signOut(other);
    }),
);

const trouble = fc
  .tuple(
    fc.constantFrom(...Object.keys(troubles)),
    fc.constantFrom('/api/auth/', '/api/auth/refresh', '/api/thing/'),
    fc.integer({ min: 1, max: 3 }),
  )
  .filter((choice) => !silent(choice))
  .map(
    ([kind, where, count]) =>
      new Command(`trouble(${kind}, ${where}, ${count})`, (world) => {
        world.server.fault(new RegExp(`^${where}`), troubles[kind] as Fault, count);
      }),
  );

const sleep = fc
  .constantFrom(...times, ...longTimes, 8 * 24 * 60 * minute)
  .map((time) => new Command(`sleep(${time})`, (world) => world.tabs.sleep(time)));

const jump = fc
  .constantFrom(-3_600, -60, -5, 5, 60, 3_600, 86_400 * 400)
  .map((time) => new Command(`jump(${time} s)`, (world) => world.clock.jump(time * second)));

const portal = fc.nat(1).map(
  (n) =>
    new Command(`portal(${n})`, (world) => {
      world.tabs.line.portal = portals[n];
    }),
);

const open = always('open', (world) => {
  if (world.tabs.tabs.length < 4) world.open();
});

const frozen = (world: World) => world.tabs.tabs.find(({ state }) => state === 'frozen');

const holder = (name: string, step: (world: World, tab: FakeTab) => void) =>
  always(name, (world) => {
    const tab = world.tabs.lockHolder;
    if (tab) step(world, tab);
  });

/** Any mix of what people, networks, machines and administrators do. */
export const commands = (maxCommands: number) =>
  fc.commands(
    [
      requests,
      requests,
      refusedRequests,
      wakeUpCall,
      crossing,
      ofTab('token', (world, tab) => world.token(tab)),
      ofTab('refresh', (world, tab) => {
        world.watch(tab).refreshWanted = true;
        world.do(tab, 'refresh', (client) => client.refresh());
      }),
      signIn,
      signIn,
      ofTab('signOut', (world, tab) => world.signOut(tab)),
      open,
      open,
      ofTab('close', (world, tab) => world.close(tab)),
      ofTab('reload', (world, tab) => {
        world.close(tab);
        world.open();
      }),
      holder('closeHolder', (world, tab) => world.close(tab)),
      holder('freezeHolder', (_world, tab) => tab.freeze()),
      ofTab('freeze', (_world, tab) => tab.freeze()),
      always('thaw', (world) => frozen(world)?.thaw()),
      ofTab('hide', (_world, tab) => tab.show(false)),
      ofTab('show', (_world, tab) => tab.show(true)),
      ofTab('restore', (world, tab) => {
        world.watch(tab).refreshWanted = true;
        tab.dispatch('pageshow', { persisted: true });
      }),
      advance(times),
      advance(times),
      advance(times),
      advance(longTimes),
      sleep,
      jump,
      trouble,
      trouble,
      always('offline', (world) => world.tabs.goOffline()),
      always('online', (world) => world.tabs.goOnline()),
      portal,
      always('noPortal', (world) => {
        world.tabs.line.portal = undefined;
      }),
      always('expireAccessTokens', (world) => world.server.expireAccessTokens()),
      always('revoke', (world) => world.server.revoke(world.ledger.sessionInJar())),
    ],
    { maxCommands, size: 'max' },
  );
