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
  #holding = 0;
  #lockless = 0;
  #refreshing = 0;
  readonly #refused = new Set<string>();
  readonly #heard = new Set<string>();

  constructor(id: number, clock: FakeClock, ledger: Ledger) {
    this.id = id;
    this.#clock = clock;
    this.#ledger = ledger;
  }

  /** The options with everything observed. */
  observe(options: AuthClientOptions): AuthClientOptions {
    const { fetch, crossTab } = options;
    if (!fetch || typeof crossTab !== 'object') throw new Error('A tab brings both.');
    const { locks } = crossTab;
    return {
      ...options,
      fetch: (input, init) => this.#fetch(fetch, `${input}`, init),
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
    return client;
  }

  #fail(message: string): void {
    this.#ledger.fail(`tab ${this.id}: ${message}`);
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
    if (path !== '/api/auth/refresh') return this.#ask(fetch, address, init);
    this.#beforeRefresh();
    const asked = this.#ledger.sessionInJar();
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
    const answer = await fetch(address, init);
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
    if (after.session && this.#ledger.ownerOf(after.session.id) !== after.user.id) {
      this.#fail(`shows ${after.user.id} for ${after.session.id}`);
    }
    const lost = before?.session;
    if (after.status === 'anonymous' && lost) this.#fail(`forgot session ${lost.id}`);
    if (after.status !== 'signed-out' || before?.status === 'signed-out') return;
    const { reason } = after;
    const proven =
      reason === 'sign_out'
        ? this.#ledger.wasSignedOut(lost?.id)
        : this.#heard.has(reason) || this.#ledger.wasRefused(lost?.id, reason);
    if (!proven) this.#fail(`was signed out of ${lost?.id} without proof: ${reason}`);
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
