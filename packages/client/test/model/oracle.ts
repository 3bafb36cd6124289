import type { CookieJar, FakeServer } from '../../src/testing/index.js';

/** A promise whose outcome the model waits for. */
interface Pending {
  readonly tab: number;
  readonly what: string;
}

/** Knows what really happened, and judges what every tab shows and does. */
export class Oracle {
  readonly faults: string[] = [];
  /** What happened, for the report of a failure. */
  readonly trace: string[] = [];
  /**
   * Whether a sign-in or sign-out crossed another request because one of them did not get the lock
   * in time. The cookie that arrives last is then kept, and no client can know whose it is.
   */
  disorderly = false;
  /**
   * Whether a tab was closed before it could announce its sign-in, or somebody signed out in a tab
   * that did not know the session yet. Other tabs may then show nobody until they are reloaded.
   */
  unannounced = false;
  readonly pending = new Set<Pending>();
  readonly #server: FakeServer;
  readonly #cookies: CookieJar;
  readonly #owners = new Map<string, string>();
  readonly #named = new Set<string>();
  readonly #signedOut = new Set<string>();
  readonly #refusals = new Set<string>();
  readonly #begunAs = new Map<string, string | null>();
  readonly #arrivals = new Map<string, number>();
  readonly #authRequests = new Set<{ readonly locked: boolean; readonly refresh: boolean }>();
  #anySignOut = false;
  #readEvents = 0;
  #readRequests = 0;

  constructor(server: FakeServer, cookies: CookieJar) {
    this.#server = server;
    this.#cookies = cookies;
  }

  fail(message: string): void {
    this.note(`FAULT ${message}`);
    this.faults.push(message);
  }

  note(line: string): void {
    this.trace.push(`${this.#server.clock.now().toFixed(0)} ms  ${line}`);
  }

  sessionInJar(): string | undefined {
    return this.#cookies.get('__Host-refreshToken')?.split('.')[1];
  }

  ownerOf(session: string): string | undefined {
    this.#readLog();
    return this.#owners.get(session);
  }

  refused(session: string | undefined, code: string): void {
    this.#refusals.add(`${session} ${code}`);
  }

  wasRefused(session: string | undefined, code: string): boolean {
    return this.#refusals.has(`${session} ${code}`);
  }

  /** Somebody signed out in a tab with this session, or with none. */
  signOut(session: string | undefined): void {
    this.#anySignOut = true;
    if (session) this.#named.add(session);
    if (session && session !== this.sessionInJar()) this.unannounced = true;
    const left = session ?? this.sessionInJar();
    if (left) this.#signedOut.add(left);
  }

  signedOutByName(session: string): boolean {
    return this.#named.has(session);
  }

  /** Whether somebody signed out of the session that the browser's cookie belongs to. */
  browserSignedOut(): boolean {
    const session = this.sessionInJar();
    return !!session && this.wasSignedOut(session);
  }

  wasSignedOut(session: string | undefined): boolean {
    this.#readLog();
    return session ? this.#signedOut.has(session) : this.#anySignOut;
  }

  /** A request to an auth endpoint begins; returns what to call at its end. */
  authRequest(path: string, locked: boolean): () => void {
    const entry = { locked, refresh: path.endsWith('refresh') };
    for (const other of this.#authRequests) {
      if (!(locked && other.locked) && !(entry.refresh && other.refresh)) this.disorderly = true;
    }
    this.#authRequests.add(entry);
    return () => void this.#authRequests.delete(entry);
  }

  /** A request of the application begins. */
  begin(path: string, user: string | null): void {
    this.#begunAs.set(path, user);
  }

  served(path: string, user: string | undefined): void {
    const asker = this.#begunAs.get(path);
    if (asker && user && asker !== user) this.fail(`${path} of ${asker} was served for ${user}`);
  }

  track(tab: number, what: string, work: Promise<unknown>): void {
    const entry = { tab, what };
    this.pending.add(entry);
    work
      .catch((error) => {
        const known = error?.code !== undefined || /Failed to fetch/.test(error?.message);
        if (!known) this.fail(`${what} failed: ${error?.stack}`);
      })
      .finally(() => this.pending.delete(entry));
  }

  /** Forgets what a closed tab was waiting for. */
  forget(tab: number): void {
    for (const entry of this.pending) if (entry.tab === tab) this.pending.delete(entry);
  }

  check(): void {
    this.#readLog();
    const requests = this.#server.received;
    for (; this.#readRequests < requests.length; this.#readRequests++) {
      const { path, headers } = requests[this.#readRequests] as (typeof requests)[number];
      if (!path.startsWith('/api/thing/')) continue;
      const arrivals = (this.#arrivals.get(path) ?? 0) + 1;
      this.#arrivals.set(path, arrivals);
      if (arrivals > 2) this.fail(`${path} was sent ${arrivals} times`);
      const asker = this.#begunAs.get(path);
      const sender = this.ownerOf(headers.get('authorization')?.split('.')[1] ?? '');
      if (asker && sender && asker !== sender)
        this.fail(`${path} of ${asker} was sent as ${sender}`);
    }
  }

  #readLog(): void {
    const { log } = this.#server;
    for (; this.#readEvents < log.length; this.#readEvents++) {
      const { type, session, user } = log[this.#readEvents] as (typeof log)[number];
      this.#owners.set(session, user);
      if (type === 'signed_out') {
        if (!this.#signedOut.has(session) && !this.disorderly)
          this.fail(`the server ended ${session}, which nobody has signed out of`);
        this.#signedOut.add(session);
      }
      if (type === 'refresh_token_reused') this.fail(`reuse of ${session} was reported`);
    }
  }
}
