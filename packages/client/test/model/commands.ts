import fc from 'fast-check';
import { ada, bob, type FakeTab, type Fault, faults, problem } from '../../src/testing/index.js';
import type { Simulation } from './simulation.js';

type Step = (simulation: Simulation) => void | Promise<void>;

/** A step of the model. Its name is shown if the history fails. */
class Command implements fc.AsyncCommand<object, Simulation> {
  readonly #name: string;
  readonly #step: Step;

  constructor(name: string, step: Step) {
    this.#name = name;
    this.#step = step;
  }

  check(): boolean {
    return true;
  }

  async run(_model: object, simulation: Simulation): Promise<void> {
    await this.#step(simulation);
    await simulation.check();
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
  'lost response': faults.lostResponse(),
  silence: faults.silence(),
  'late response': faults.delay(9 * second),
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

/** A step of one of the running tabs. */
const ofTab = (
  name: string,
  step: (simulation: Simulation, tab: FakeTab) => void | Promise<void>,
) =>
  nth.map(
    (n) =>
      new Command(`${name}(${n})`, (simulation) => {
        const tab = simulation.running(n);
        return tab && step(simulation, tab);
      }),
  );

const always = (name: string, step: Step) => fc.constant(new Command(name, step));

const advance = (choices: readonly number[]) =>
  fc
    .constantFrom(...choices)
    .map((time) => new Command(`advance(${time})`, (simulation) => simulation.clock.advance(time)));

const signIn = fc.tuple(nth, fc.constantFrom(ada, bob)).map(
  ([n, user]) =>
    new Command(`signIn(${n}, ${user.displayName})`, (simulation) => {
      const tab = simulation.running(n);
      if (tab) simulation.signIn(tab, user);
    }),
);

const requests = fc.tuple(nth, fc.integer({ min: 1, max: 4 })).map(
  ([n, count]) =>
    new Command(`request(${n}, ${count})`, (simulation) => {
      const tab = simulation.running(n);
      for (let i = 0; tab && i < count; i++) simulation.request(tab);
    }),
);

/** Requests of the application have no time limit, so they must not be silent. */
const silent = ([kind, where]: readonly [string, string, number]) =>
  kind === 'silence' && where !== '/api/auth/';

/** Access tokens are refused while requests are in flight. */
const refusedRequests = fc.tuple(nth, nth, fc.integer({ min: 1, max: 4 })).map(
  ([a, b, stubborn]) =>
    new Command(`refusedRequests(${a}, ${b}, ${stubborn})`, async (simulation) => {
      const tabs = [simulation.running(a), simulation.running(b)];
      for (const tab of tabs) if (tab) simulation.request(tab);
      if (stubborn > 2) simulation.server.fault(/^.api.thing/, refusal, stubborn);
      else simulation.server.expireAccessTokens();
      await simulation.clock.advance(300);
    }),
);

/** All tabs are shown again with expired tokens, while one signs in and another sends a request. */
const wakeUp = fc.tuple(nth, nth, fc.constantFrom(ada, bob), fc.boolean()).map(
  ([a, b, user, late]) =>
    new Command(`wakeUp(${a}, ${b}, ${user.displayName}, ${late})`, async (simulation) => {
      for (const tab of simulation.tabs.tabs) tab.show(false);
      await simulation.clock.advance(15 * minute);
      const [one, other] = [simulation.running(a), simulation.running(b)];
      if (late) simulation.server.fault('/api/auth/login', faults.delay(2 * second));
      if (one) simulation.signIn(one, user);
      await simulation.clock.advance(late ? second : 0);
      if (other) simulation.request(other);
      if (other) simulation.token(other);
      for (const tab of simulation.tabs.tabs) tab.show(true);
    }),
);

/** One tab signs in. Another signs out before it has received the message. */
const crossing = fc.tuple(nth, nth, fc.constantFrom(ada, bob)).map(
  ([a, b, user]) =>
    new Command(`crossing(${a}, ${b}, ${user.displayName})`, async (simulation) => {
      const [one, other] = [simulation.running(a), simulation.running(b)];
      if (!one || !other) return;
      const before = one.client.getSession().session?.id;
      simulation.signIn(one, user);
      for (let i = 0; i < 50 && one.client.getSession().session?.id === before; i++) {
        await simulation.clock.advance(10);
      }
      simulation.signOut(other);
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
      new Command(`trouble(${kind}, ${where}, ${count})`, (simulation) => {
        simulation.server.fault(new RegExp(`^${where}`), troubles[kind] as Fault, count);
      }),
  );

const sleep = fc
  .constantFrom(...times, ...longTimes, 8 * 24 * 60 * minute)
  .map((time) => new Command(`sleep(${time})`, (simulation) => simulation.tabs.sleep(time)));

const jump = fc
  .constantFrom(-3_600, -60, -5, 5, 60, 3_600, 86_400 * 400)
  .map(
    (time) => new Command(`jump(${time} s)`, (simulation) => simulation.clock.jump(time * second)),
  );

const portal = fc.nat(1).map(
  (n) =>
    new Command(`portal(${n})`, (simulation) => {
      simulation.tabs.line.portal = portals[n];
    }),
);

const open = always('open', (simulation) => {
  if (simulation.tabs.tabs.length < 4) simulation.open();
});

const frozen = (simulation: Simulation) =>
  simulation.tabs.tabs.find(({ state }) => state === 'frozen');

const holder = (name: string, step: (simulation: Simulation, tab: FakeTab) => void) =>
  always(name, (simulation) => {
    const tab = simulation.tabs.lockHolder;
    if (tab) step(simulation, tab);
  });

/** Any sequence of what people, networks, machines and administrators do. */
export const commands = (maxCommands: number) =>
  fc.commands(
    [
      requests,
      requests,
      refusedRequests,
      wakeUp,
      crossing,
      ofTab('token', (simulation, tab) => simulation.token(tab)),
      ofTab('refresh', (simulation, tab) => {
        simulation.observer(tab).refreshWanted = true;
        simulation.do(tab, 'refresh', (client) => client.refresh());
      }),
      signIn,
      signIn,
      ofTab('signOut', (simulation, tab) => simulation.signOut(tab)),
      open,
      open,
      ofTab('close', (simulation, tab) => simulation.close(tab)),
      ofTab('reload', (simulation, tab) => {
        simulation.close(tab);
        simulation.open();
      }),
      holder('closeHolder', (simulation, tab) => simulation.close(tab)),
      holder('freezeHolder', (_world, tab) => tab.freeze()),
      ofTab('freeze', (_world, tab) => tab.freeze()),
      always('thaw', (simulation) => frozen(simulation)?.thaw()),
      ofTab('hide', (_world, tab) => tab.show(false)),
      ofTab('show', (_world, tab) => tab.show(true)),
      ofTab('restore', (simulation, tab) => {
        // A hidden page asks when it is shown, after a refresh that somebody else may have wanted.
        if (tab.page.document.visibilityState === 'hidden') return;
        simulation.observer(tab).refreshWanted = true;
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
      always('offline', (simulation) => simulation.tabs.goOffline()),
      always('online', (simulation) => simulation.tabs.goOnline()),
      portal,
      always('noPortal', (simulation) => {
        simulation.tabs.line.portal = undefined;
      }),
      always('expireAccessTokens', (simulation) => simulation.server.expireAccessTokens()),
      always('revoke', (simulation) => simulation.server.revoke(simulation.oracle.sessionInJar())),
    ],
    { maxCommands, size: 'max' },
  );
