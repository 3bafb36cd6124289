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
import { Ledger } from './ledger.js';
import { createRandom } from './random.js';
import { TabWatch } from './tab-watch.js';

export type CreateClient = (options: AuthClientOptions) => AuthClient;

/** A request that the client gives up after 12 s has no answer later on either. */
const longestRequest = 12_000;
/** Twelve seconds of waiting and eighteen of transit are the leeway: one second is left over. */
const longestWayThere = 17_000;

/** One browser, its server, and everything that is known about them. */
export class World {
  readonly clock: FakeClock = createFakeClock();
  readonly server: FakeServer = createFakeServer({ clock: this.clock });
  readonly tabs: FakeTabs;
  readonly ledger: Ledger;
  readonly random: () => number;
  readonly #watches = new Map<AuthClient, TabWatch>();
  #requests = 0;

  constructor(seed: number, createClient: CreateClient) {
    this.random = createRandom(seed);
    const { random, server, clock } = this;
    this.tabs = createFakeTabs({
      server,
      client: { random, logger: { warn: (message) => this.ledger.fail(message) } },
      // Never at once: the tab that lets go finishes what it is doing first.
      lockDelay: () => 1 + Math.floor(random() * 5),
      channelDelay: () => Math.floor(random() * 20),
      transit: (path) => this.#transit(path),
      createClient: (options) => {
        const watch = new TabWatch(this.#watches.size + 1, clock, this.ledger);
        const client = watch.watch(createClient(watch.observe(options)));
        this.#watches.set(client, watch);
        return client;
      },
    });
    this.ledger = new Ledger(server, this.tabs.line.cookies);
  }

  /** Mostly two tabs in one session, at times a single one that knows nobody. */
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
    this.ledger.note(`tab ${tab.id} is closed`);
    if (this.watch(tab).signingIn) this.ledger.untold = true;
    tab.close();
    this.ledger.forget(tab.id);
  }

  /** The nth running tab, counted around. */
  running(n: number): FakeTab | undefined {
    const tabs = this.tabs.tabs.filter(({ state }) => state === 'running');
    return tabs[n % tabs.length];
  }

  watch(tab: FakeTab): TabWatch {
    return this.#watches.get(tab.client) as TabWatch;
  }

  do(tab: FakeTab, what: string, work: (client: AuthClient) => Promise<unknown>): void {
    this.ledger.note(`tab ${tab.id} begins ${what}`);
    this.ledger.track(tab.id, `${what} in tab ${tab.id}`, work(tab.client));
  }

  /** A request of the application. */
  request(tab: FakeTab): void {
    const path = `/api/thing/${++this.#requests}`;
    this.ledger.begin(path, tab.client.getSession().user?.id ?? null);
    this.do(tab, path, async (client) => {
      const answer = await client.fetch(path);
      if (answer.ok && /json/.test(answer.headers.get('content-type') ?? '')) {
        this.ledger.answered(path, JSON.parse(await answer.text()).user);
      }
    });
  }

  /** A token asked for in the name of one person is not another's. */
  token(tab: FakeTab): void {
    const name = `token ${++this.#requests}`;
    this.ledger.begin(name, tab.client.getSession().user?.id ?? null);
    this.do(tab, name, async (client) => {
      const token = await client.getAccessToken();
      this.ledger.answered(name, this.ledger.ownerOf(token?.split('.')[1] ?? ''));
    });
  }

  signIn(tab: FakeTab, user: FakeUser): void {
    this.do(tab, `sign-in of ${user.displayName}`, (client) =>
      this.watch(tab).signIn(() => client.signIn(user)),
    );
  }

  signOut(tab: FakeTab): void {
    this.watch(tab).signOut();
    this.do(tab, 'sign-out', (client) => client.signOut());
  }

  /** What must hold after every step. */
  async check(): Promise<void> {
    await this.clock.settle();
    this.ledger.check();
    for (const tab of this.tabs.tabs) this.watch(tab).check();
    this.report();
  }

  report(): void {
    const { faults } = this.ledger;
    if (faults.length) throw new Error([...faults, '', ...this.ledger.story].join('\n'));
  }

  #transit(path: string): Transit {
    const { random } = this;
    const way = (longest: number) => Math.floor(random() * longest);
    const mood = random();
    const [there, back] =
      mood < 0.7
        ? [way(150), way(150)]
        : mood < 0.9
          ? [way(4_000), way(4_000)]
          : [way(longestWayThere), way(14_000)];
    const longest = path.startsWith('/api/auth/') ? longestRequest : Infinity;
    return { request: there, answer: back, longest };
  }
}
