import type { AuthClient, AuthClientOptions, CrossTab, SessionSnapshot } from '../../src/index.js';
import type { FakeClock } from '../../src/testing/index.js';
import type { Oracle } from './oracle.js';

/** The client stops waiting for a lock after the time limit of a request plus one second. */
const longestWait = 13_000;
/** How long before expiry a proactive refresh may be sent: a minute and 5 % of the rest, in ms. */
const earliest = (expiresIn: number) =>
  (expiresIn - Math.max(expiresIn / 2, expiresIn - 60) * 0.95) * 1000;

/** Observes the requests, locks, events and states of one client, and reports what breaks a rule. */
export class TabObserver {
  readonly id: number;
  client!: AuthClient;
  /** Set if a refresh was requested, or the page was restored from the back/forward cache. */
  refreshWanted = false;
  readonly #oracle: Oracle;
  readonly #clock: FakeClock;
  #snapshot: SessionSnapshot | undefined;
  /** Sign-ins in flight, in the order in which they are sent. */
  readonly #signIns = new Set<{ sent: boolean; voided: boolean }>();
  #holding = 0;
  #lockless = 0;
  #waitedInVain = false;
  #refreshing = 0;
  readonly #refused = new Set<string>();
  /** Sessions that somebody signed out of in this tab. */
  readonly #signedOut = new Set<string>();
  readonly #refusals = new Set<string>();
  /** Session and generation of the last response to a refresh. */
  #received = '';

  constructor(id: number, clock: FakeClock, oracle: Oracle) {
    this.id = id;
    this.#clock = clock;
    this.#oracle = oracle;
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

  /** A sign-out also ends the sign-ins that are in flight. */
  signOut(): void {
    for (const entry of this.#signIns) entry.voided = true;
    this.#oracle.signOut(this.client.getSession().session?.id);
  }

  /** The options with `fetch` and locks observed. */
  wrap(options: AuthClientOptions): AuthClientOptions {
    const { fetch, crossTab } = options;
    if (!fetch || typeof crossTab !== 'object') throw new Error('A tab has both.');
    const { locks } = crossTab;
    return {
      ...options,
      fetch: (input, init) => this.#fetch(this.#traced(fetch), `${input}`, init),
      crossTab: {
        ...crossTab,
        locks: {
          request: (name, options, work) => this.#lock(locks, name, options, work),
        },
      },
    };
  }

  observe(client: AuthClient): AuthClient {
    this.client = client;
    this.#snapshot = client.getSession();
    client.subscribe(() => this.#changed());
    client.on('refreshed', ({ source }) => {
      const id = client.getSession().session?.id ?? '';
      if (source === 'this-tab' && this.#oracle.signedOutByName(id)) {
        this.#failUnlessCrossed(`takes up ${id}, which somebody has signed out of`);
      }
    });
    return client;
  }

  #traced(fetch: typeof globalThis.fetch): typeof globalThis.fetch {
    return async (input, init) => {
      const { pathname } = new URL(`${input}`);
      const jar = this.#oracle.sessionInJar();
      this.#oracle.note(`tab ${this.id} sends ${pathname} ${init?.body ?? ''}, cookie of ${jar}`);
      const outcome = await fetch(input, init).then(
        (response) => ({ response, text: `${response.status}` }),
        (error) => ({ error, text: `${error}` }),
      );
      this.#oracle.note(`tab ${this.id} gets ${outcome.text} for ${pathname}`);
      if ('error' in outcome) throw outcome.error;
      return outcome.response;
    };
  }

  #fail(message: string): void {
    this.#oracle.fail(`tab ${this.id}: ${message}`);
  }

  /** A failure, unless requests crossed so that the cookie could be of any session. */
  #failUnlessCrossed(message: string): void {
    if (!this.#oracle.disorderly) this.#fail(message);
  }

  async #lock<T>(
    locks: CrossTab['locks'],
    name: string,
    options: Parameters<CrossTab['locks']['request']>[1],
    work: (lock: unknown) => Promise<T>,
  ): Promise<T> {
    const asked = this.#clock.now();
    let granted = false;
    const signal = 'signal' in options ? options.signal : undefined;
    if (!signal && !this.#waitedInVain) this.#fail('did not wait for the lock');
    signal?.addEventListener('abort', () => {
      if (granted) return;
      if (this.#clock.now() - asked < longestWait) this.#fail('gave up the lock too early');
      this.#lockless++;
      this.#waitedInVain = true;
    });
    return locks.request(name, options, async (lock) => {
      if (lock === null) {
        this.#lockless++;
        return work(lock);
      }
      granted = true;
      this.#waitedInVain = false;
      this.#holding++;
      try {
        return await work(lock);
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
    if (!/(login|logout|refresh)$/.test(path)) return this.#send(fetch, address, init);
    const end = this.#oracle.authRequest(path, this.#holding > 0);
    return this.#auth(fetch, path, address, init).finally(end);
  }

  async #auth(
    fetch: typeof globalThis.fetch,
    path: string,
    address: string,
    init: RequestInit,
  ): Promise<Response> {
    if (path !== '/api/auth/refresh') return this.#send(fetch, address, init);
    this.#beforeRefresh();
    const asked = this.#oracle.sessionInJar();
    const { session, user } = this.client.getSession();
    const held = session?.id ?? asked;
    if (asked && held === asked && this.#oracle.signedOutByName(asked)) {
      this.#failUnlessCrossed(`refreshed ${asked}, which somebody has signed out of`);
    }
    this.#refreshing++;
    let over = false;
    const end = () => {
      if (!over) this.#refreshing--;
      over = true;
    };
    init.signal?.addEventListener('abort', () => {
      end();
      // The page woke up.
      this.refreshWanted = true;
    });
    try {
      const response = await fetch(address, init);
      const told = await jsonOf(response);
      for (const reason of reasonsOf(told, user?.id)) {
        this.#refusals.add(reason);
        this.#oracle.refused(asked, reason);
        this.#oracle.refused(held, reason);
        // A refusal is checked once more.
        this.refreshWanted = true;
      }
      if (told.session) this.#received = `${told.session.id}.${told.session.generation}`;
      return response;
    } finally {
      end();
    }
  }

  async #send(
    fetch: typeof globalThis.fetch,
    address: string,
    init: RequestInit,
  ): Promise<Response> {
    const signIn = address.endsWith('/login')
      ? [...this.#signIns].find(({ sent }) => !sent)
      : undefined;
    if (signIn) signIn.sent = true;
    const response = await fetch(address, init);
    if (signIn?.voided && response.headers.get('content-type') === 'application/json') {
      this.#oracle.signOut(JSON.parse(await response.clone().text()).session.id);
    }
    const bearer = new Headers(init.headers).get('authorization');
    if (response.status === 401 && bearer) {
      const [, session, generation] = bearer.split('.');
      this.#refused.add(`${session}.${generation}`);
    }
    return response;
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
    this.#oracle.note(`tab ${this.id} is ${after.status}: ${view}`);
    if (after.session && this.#oracle.ownerOf(after.session.id) !== after.user.id) {
      this.#fail(`shows ${after.user.id} for ${after.session.id}`);
    }
    const lost = before?.session;
    // The response to its own refresh counts, whichever generation it names.
    const isOwn = view === this.#received;
    if (isOwn && before?.user && after.user && before.user.id !== after.user.id) {
      this.#fail(`took over ${view} of another account`);
    }
    if (
      !isOwn &&
      lost &&
      lost.id === after.session?.id &&
      after.session.generation < lost.generation
    ) {
      this.#fail(`fell back to ${after.session.generation} from ${lost.generation}`);
    }
    if (before?.status === 'signed-out' && after.session && this.#signedOut.has(after.session.id)) {
      this.#failUnlessCrossed(`is back in ${after.session.id} after somebody signed out of it`);
    }
    if (lost && after.status === 'signed-out' && after.reason === 'sign_out')
      this.#signedOut.add(lost.id);
    if (after.status === 'anonymous' && lost) this.#fail(`forgot session ${lost.id}`);
    if (after.status !== 'signed-out' || before?.status === 'signed-out') return;
    const { reason } = after;
    const proven =
      reason === 'sign_out'
        ? this.#oracle.wasSignedOut(lost?.id) || this.#oracle.browserSignedOut()
        : this.#refusals.has(reason) || this.#oracle.wasRefused(lost?.id, reason);
    if (!proven) this.#failUnlessCrossed(`was signed out of ${lost?.id} without proof: ${reason}`);
  }

  /** Must hold at any time. */
  check(): void {
    if (this.#refreshing > 1) this.#fail('has two refreshes under way');
  }
}

interface Told {
  readonly code?: string;
  readonly session?: { readonly id: string; readonly generation: number };
  readonly user?: { readonly id: string };
}

async function jsonOf(response: Response): Promise<Told> {
  const type = response.headers.get('content-type') ?? '';
  return /json/.test(type) ? JSON.parse(await response.clone().text()) : {};
}

/** For which reasons a client may sign out after this response. */
function reasonsOf({ code, user }: Told, heldUser: string | undefined): string[] {
  if (user && heldUser && user.id !== heldUser) return ['session_changed'];
  if (code === 'refresh_token_missing') return ['cookie_missing', 'refresh_token_expired'];
  return code ? [code] : [];
}
