import type { AuthClient, AuthClientOptions } from '../../src/index.js';
import {
  ada,
  createFakeClock,
  createFakeServer,
  createFakeTabs,
  type FakeClock,
  type FakeServer,
  type FakeTab,
  type FakeTabs,
  type FakeUser,
  type Transit,
} from '../../src/testing/index.js';
import { Oracle } from './oracle.js';
import { TabObserver } from './tab-observer.js';

export type CreateClient = (options: AuthClientOptions) => AuthClient;

/** The client gives up a request after 12 s, so no response arrives later than that. */
const longestRequest = 12_000;
/** The leeway allows 12 s of waiting and 18 s of transit. One second is spare. */
const longestTransit = 17_000;

/** One browser and its server, observed by an oracle. */
export class Simulation {
  readonly clock: FakeClock = createFakeClock();
  readonly server: FakeServer = createFakeServer({ clock: this.clock });
  readonly tabs: FakeTabs;
  readonly oracle: Oracle;
  readonly random: () => number;
  readonly #observers = new Map<AuthClient, TabObserver>();
  #requests = 0;

  constructor(seed: number, createClient: CreateClient) {
    this.random = createRandom(seed);
    const { random, server, clock } = this;
    this.tabs = createFakeTabs({
      server,
      client: { random, logger: { warn: (message) => this.oracle.fail(message) } },
      // At least 1 ms: the tab that releases the lock finishes its work first.
      lockDelay: () => 1 + Math.floor(random() * 5),
      channelDelay: () => Math.floor(random() * 20),
      transit: (path) => this.#transit(path),
      createClient: (options) => {
        const observer = new TabObserver(this.#observers.size + 1, clock, this.oracle);
        const client = observer.observe(createClient(observer.wrap(options)));
        this.#observers.set(client, observer);
        return client;
      },
    });
    this.oracle = new Oracle(server, this.tabs.line.cookies);
  }

  /** Starts with two tabs in one session, or sometimes with one tab where nobody is signed in. */
  async begin(): Promise<void> {
    const tab = this.open();
    if (this.random() < 0.2) return;
    this.signIn(tab, ada);
    this.open();
    await this.clock.advance(60_000);
  }

  /** Opens a tab and starts its client. */
  open(): FakeTab {
    const tab = this.tabs.open();
    if (this.random() < 0.3) tab.page.document.referrer = `${this.server.url}/`;
    this.do(tab, 'start', (client) => client.start());
    return tab;
  }

  close(tab: FakeTab): void {
    this.oracle.note(`tab ${tab.id} is closed`);
    if (this.observer(tab).signingIn) this.oracle.unannounced = true;
    tab.close();
    this.oracle.forget(tab.id);
  }

  /** The nth running tab, modulo their number. */
  running(n: number): FakeTab | undefined {
    const tabs = this.tabs.tabs.filter(({ state }) => state === 'running');
    return tabs[n % tabs.length];
  }

  observer(tab: FakeTab): TabObserver {
    return this.#observers.get(tab.client) as TabObserver;
  }

  do(tab: FakeTab, what: string, work: (client: AuthClient) => Promise<unknown>): void {
    this.oracle.note(`tab ${tab.id} begins ${what}`);
    this.oracle.track(tab.id, `${what} in tab ${tab.id}`, work(tab.client));
  }

  /** A request of the application. */
  request(tab: FakeTab): void {
    const path = `/api/thing/${++this.#requests}`;
    this.oracle.begin(path, tab.client.getSession().user?.id ?? null);
    this.do(tab, path, async (client) => {
      const response = await client.fetch(path);
      if (response.ok && /json/.test(response.headers.get('content-type') ?? '')) {
        this.oracle.served(path, JSON.parse(await response.text()).user);
      }
    });
  }

  /** Asks for a token. It must belong to the person who was signed in when it was asked for. */
  token(tab: FakeTab): void {
    const name = `token ${++this.#requests}`;
    this.oracle.begin(name, tab.client.getSession().user?.id ?? null);
    this.do(tab, name, async (client) => {
      const token = await client.getAccessToken();
      this.oracle.served(name, this.oracle.ownerOf(token?.split('.')[1] ?? ''));
    });
  }

  signIn(tab: FakeTab, user: FakeUser): void {
    this.do(tab, `sign-in of ${user.displayName}`, (client) =>
      this.observer(tab).signIn(() => client.signIn(user)),
    );
  }

  signOut(tab: FakeTab): void {
    this.observer(tab).signOut();
    this.do(tab, 'sign-out', (client) => client.signOut());
  }

  /** What must hold after every step. */
  async check(): Promise<void> {
    await this.clock.settle();
    this.oracle.check();
    for (const tab of this.tabs.tabs) this.observer(tab).check();
    this.report();
  }

  report(): void {
    const { faults } = this.oracle;
    if (faults.length) throw new Error([...faults, '', ...this.oracle.trace].join('\n'));
  }

  #transit(path: string): Transit {
    const { random } = this;
    const time = (longest: number) => Math.floor(random() * longest);
    const kind = random();
    const [request, response] =
      kind < 0.7
        ? [time(150), time(150)]
        : kind < 0.9
          ? [time(4_000), time(4_000)]
          : [time(longestTransit), time(14_000)];
    const longest = path.startsWith('/api/auth/') ? longestRequest : Infinity;
    return { request, response, longest };
  }
}

/** A sequence of numbers between 0 and 1 that depends on the seed alone (mulberry32). */
function createRandom(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
