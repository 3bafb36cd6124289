import type { AuthClient, AuthClientOptions, SessionSnapshot } from '../../src/index.js';
import type { FakeClock } from '../../src/testing/index.js';
import type { Ledger } from './ledger.js';

/** A lock is given up after the time limit of a request and one second more. */
const longestWait = 13_000;
/** What proactive refreshes may come early by: a minute, and 5 % of the life, in milliseconds. */
const earliest = (expiresIn: number) =>
  (expiresIn - Math.max(expiresIn / 2, expiresIn - 60) * 0.95) * 1000;

/** Looks at everything that goes in and out of one client, and at what it tells. */
export class TabWatch {
  readonly id: number;
  client!: AuthClient;
  /** Set where somebody asked for a refresh, or the page came out of the back/forward cache. */
  refreshWanted = false;
  readonly #ledger: Ledger;
  readonly #clock: FakeClock;
  #snapshot: SessionSnapshot | undefined;
  /** Those under way, in the order in which they are sent. */
  readonly #signIns = new Set<{ sent: boolean; voided: boolean }>();
  #holding = 0;
  #lockless = 0;
  #refreshing = 0;
  readonly #refused = new Set<string>();
  /** Sessions that were over for this tab. */
  readonly #left = new Set<string>();
  readonly #heard = new Set<string>();

  constructor(id: number, clock: FakeClock, ledger: Ledger) {
    this.id = id;
    this.#clock = clock;
    this.#ledger = ledger;
  }

  async signIn(work: () => Promise<unknown>): Promise<unknown> {
    const entry = { sent: false, voided: false };
    this.#signIns.add(entry);
    try {
      return await work();
    } finally {
      this.#signIns.delete(entry);
    }
  }

  get signingIn(): boolean {
    return [...this.#signIns].some(({ sent }) => sent);
  }

  /** A sign-out holds for the sign-ins under way, too. */
  signOut(): void {
    for (const entry of this.#signIns) entry.voided = true;
    this.#ledger.signOut(this.client.getSession().session?.id);
  }

  /** The options with everything observed. */
  observe(options: AuthClientOptions): AuthClientOptions {
    const { fetch, crossTab } = options;
    if (!fetch || typeof crossTab !== 'object') throw new Error('A tab brings both.');
    const { locks } = crossTab;
    return {
      ...options,
      fetch: (input, init) => this.#fetch(this.#noted(fetch), `${input}`, init),
      crossTab: {
        ...crossTab,
        locks: {
          request: (name, { signal }, work) => this.#lock(locks, name, signal, work),
        },
      },
    };
  }

  watch(client: AuthClient): AuthClient {
    this.client = client;
    this.#snapshot = client.getSession();
    client.subscribe(() => this.#changed());
    client.on('refreshed', ({ source }) => {
      const id = client.getSession().session?.id ?? '';
      if (source === 'this-tab' && this.#ledger.signedOutByName(id)) {
        this.#crossed(`takes up ${id}, which somebody has signed out of`);
      }
    });
    return client;
  }

  #noted(fetch: typeof globalThis.fetch): typeof globalThis.fetch {
    return async (input, init) => {
      const { pathname } = new URL(`${input}`);
      const jar = this.#ledger.sessionInJar();
      this.#ledger.note(`tab ${this.id} sends ${pathname} ${init?.body ?? ''}, cookie of ${jar}`);
      const outcome = await fetch(input, init).then(
        (answer) => ({ answer, told: `${answer.status}` }),
        (error) => ({ error, told: `${error}` }),
      );
      this.#ledger.note(`tab ${this.id} gets ${outcome.told} for ${pathname}`);
      if ('error' in outcome) throw outcome.error;
      return outcome.answer;
    };
  }

  #fail(message: string): void {
    this.#ledger.fail(`tab ${this.id}: ${message}`);
  }

  /** A fault, unless the cookie could have become anybody's. */
  #crossed(message: string): void {
    if (!this.#ledger.disorderly) this.#fail(message);
  }

  async #lock<T>(
    locks: { request<U>(n: string, o: { signal: AbortSignal }, w: () => Promise<U>): Promise<U> },
    name: string,
    signal: AbortSignal,
    work: () => Promise<T>,
  ): Promise<T> {
    const asked = this.#clock.now();
    let granted = false;
    signal.addEventListener('abort', () => {
      if (granted) return;
      if (this.#clock.now() - asked < longestWait) this.#fail('gave up the lock too early');
      this.#lockless++;
    });
    return locks.request(name, { signal }, async () => {
      granted = true;
      this.#holding++;
      try {
        return await work();
      } finally {
        this.#holding--;
        if (this.#refreshing > 0 && this.#lockless === 0) {
          this.#fail('released the lock while its refresh was under way');
        }
      }
    });
  }

  async #fetch(
    fetch: typeof globalThis.fetch,
    address: string,
    init: RequestInit = {},
  ): Promise<Response> {
    const path = new URL(address).pathname;
    if (!/(login|logout|refresh)$/.test(path)) return this.#ask(fetch, address, init);
    const over = this.#ledger.authRequest(path, this.#holding > 0);
    return this.#auth(fetch, path, address, init).finally(over);
  }

  async #auth(
    fetch: typeof globalThis.fetch,
    path: string,
    address: string,
    init: RequestInit,
  ): Promise<Response> {
    if (path !== '/api/auth/refresh') return this.#ask(fetch, address, init);
    this.#beforeRefresh();
    const asked = this.#ledger.sessionInJar();
    const held = this.client.getSession().session?.id ?? asked;
    if (asked && held === asked && this.#ledger.signedOutByName(asked)) {
      this.#crossed(`refreshed ${asked}, which somebody has signed out of`);
    }
    this.#refreshing++;
    let over = false;
    const end = () => {
      if (!over) this.#refreshing--;
      over = true;
    };
    init.signal?.addEventListener('abort', end);
    try {
      const answer = await fetch(address, init);
      const code = await codeOf(answer);
      if (code) {
        this.#heard.add(code);
        this.#ledger.refused(asked, code);
      }
      return answer;
    } finally {
      end();
    }
  }

  async #ask(
    fetch: typeof globalThis.fetch,
    address: string,
    init: RequestInit,
  ): Promise<Response> {
    const signIn = address.endsWith('/login')
      ? [...this.#signIns].find(({ sent }) => !sent)
      : undefined;
    if (signIn) signIn.sent = true;
    const answer = await fetch(address, init);
    if (signIn?.voided && answer.headers.get('content-type') === 'application/json') {
      this.#ledger.signOut(JSON.parse(await answer.clone().text()).session.id);
    }
    const bearer = new Headers(init.headers).get('authorization');
    if (answer.status === 401 && bearer) {
      const [, session, generation] = bearer.split('.');
      this.#refused.add(`${session}.${generation}`);
    }
    return answer;
  }

  #beforeRefresh(): void {
    if (this.#refreshing > 0) this.#fail('sent a second refresh while one was under way');
    if (this.#holding === 0 && this.#lockless === 0) this.#fail('refreshed without the lock');
    this.#lockless = 0;
    if (!this.#needsRefresh()) this.#fail('refreshed without need');
    this.refreshWanted = false;
  }

  #needsRefresh(): boolean {
    const { status, session, expiresIn, accessExpiresAt } = this.client.getSession();
    if (this.refreshWanted || status === 'loading' || status === 'stale' || !session) return true;
    return (
      this.#clock.now() >= accessExpiresAt - earliest(expiresIn) ||
      this.#refused.has(`${session.id}.${session.generation}`)
    );
  }

  #changed(): void {
    const before = this.#snapshot;
    const after = this.client.getSession();
    this.#snapshot = after;
    const view = after.session ? `${after.session.id}.${after.session.generation}` : 'nobody';
    this.#ledger.note(`tab ${this.id} is ${after.status}: ${view}`);
    if (after.session && this.#ledger.ownerOf(after.session.id) !== after.user.id) {
      this.#fail(`shows ${after.user.id} for ${after.session.id}`);
    }
    const lost = before?.session;
    if (lost && lost.id === after.session?.id && after.session.generation < lost.generation) {
      this.#fail(`fell back to ${after.session.generation} from ${lost.generation}`);
    }
    if (before?.status === 'signed-out' && after.session && this.#left.has(after.session.id)) {
      this.#crossed(`is back in ${after.session.id} after somebody signed out of it`);
    }
    if (lost && after.status === 'signed-out' && after.reason === 'sign_out')
      this.#left.add(lost.id);
    if (after.status === 'anonymous' && lost) this.#fail(`forgot session ${lost.id}`);
    if (after.status !== 'signed-out' || before?.status === 'signed-out') return;
    const { reason } = after;
    const proven =
      reason === 'sign_out'
        ? this.#ledger.wasSignedOut(lost?.id) || this.#ledger.browserSignedOut()
        : this.#heard.has(reason) || this.#ledger.wasRefused(lost?.id, reason);
    if (!proven) this.#crossed(`was signed out of ${lost?.id} without proof: ${reason}`);
  }

  /** What must hold at any time. */
  check(): void {
    if (this.#refreshing > 1) this.#fail('has two refreshes under way');
  }
}

async function codeOf(answer: Response): Promise<string | undefined> {
  if (answer.headers.get('content-type') !== 'application/problem+json') return undefined;
  return JSON.parse(await answer.clone().text()).code;
}
