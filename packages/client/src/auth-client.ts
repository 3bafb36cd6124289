import type { KnownSession } from './answers/token-response.js';
import type { Clock } from './clock.js';
import type { Delivery } from './endpoints/delivery.js';
import type { AuthEvents } from './events/auth-events.js';
import type { Timed } from './events/emitter.js';
import type { Logger } from './logger.js';
import type { Page } from './page.js';
import type { SessionSnapshot } from './session/session-snapshot.js';
import type { TokenStore } from './session/token-store.js';
import type { Credentials } from './sign-in/sign-in.js';
import type { CrossTab } from './tabs/cross-tab.js';

export interface AuthClientOptions {
  /** The Tandem server, as an absolute URL. Default `''`: the origin of the page. */
  readonly baseURL?: string;
  /** Where the server's auth endpoints are. Default `/api/auth`. */
  readonly basePath?: string;
  /** Further origins that may receive the access token. Default: only the server's own. */
  readonly attachTo?: readonly string[];
  /** Default: the global `fetch` at the time of creation. */
  readonly fetch?: typeof globalThis.fetch;
  readonly clock?: Clock;
  /** Default: the console. */
  readonly logger?: Logger;
  /**
   * Milliseconds a request to an auth endpoint may take. Default 12,000. Keep it well below the
   * server's leeway (30 s), or a lost answer can look like a stolen token.
   */
  readonly requestTimeout?: number;
  /**
   * How the refresh token travels. Default `'cookie'`: in an HttpOnly cookie, which no script can
   * read. Without a cookie jar (mobile, Electron, command line): `bodyDelivery()` of `/native`.
   */
  readonly delivery?: 'cookie' | Delivery;
  /**
   * Where the access token is kept between page loads. Default: nowhere but memory. A store makes
   * it readable for every script of the origin: see `/storage`.
   */
  readonly tokenStore?: TokenStore;
  /**
   * Default `'proactive'`: renewed a minute before it expires (at half of a life below two
   * minutes) while the page can be seen. `'on-demand'`: only when a request needs a token.
   */
  readonly refresh?: 'proactive' | 'on-demand';
  /** Keys of `localStorage` and `sessionStorage` where another client kept tokens: deleted. */
  readonly migrateFrom?: readonly string[];
  /** Chance between 0 and 1, for spreading refreshes. Default `Math.random`. */
  readonly random?: () => number;
  /**
   * Whether tabs of this origin share refreshes, sign-ins and sign-outs. Default true: through the
   * platform's Web Locks and `BroadcastChannel`. Tests bring their own.
   */
  readonly crossTab?: boolean | CrossTab;
  /** The window the client lives in. Default: the global one. */
  readonly page?: Page;
}

export interface AuthClient {
  /**
   * Like the global `fetch`, with the access token where it belongs. Relative addresses belong to
   * `baseURL`. A refused token is renewed and the request repeated once; a second 401 is the
   * caller's. Throws `TransientError` when a renewal was needed and could not be had now.
   */
  readonly fetch: typeof globalThis.fetch;
  /**
   * `fetch`'s rules over another transport of its signature, such as a framework's own. One refresh
   * serves all, and `@tandem-auth/client/axios` is made of it.
   */
  authorize(transport: typeof globalThis.fetch): typeof globalThis.fetch;
  /** A token that is good now; null means definitely signed out. Throws `TransientError`. */
  getAccessToken(): Promise<string | null>;
  getSession(): SessionSnapshot;
  /** Calls back after every change of `getSession()`; returns the way to stop. */
  subscribe(listener: () => void): () => void;
  on<K extends keyof AuthEvents>(
    event: K,
    listener: (detail: AuthEvents[K] & Timed) => void,
  ): () => void;
  /**
   * Takes over what a server that rendered the page knows: a person, with the access token if it
   * was given one, or null for nobody. Asks nobody. Does nothing once the state is known.
   */
  hydrate(known: KnownSession | null): void;
  /**
   * A ticket for one use within 30 s, for what cannot send a header: WebSocket, server-sent
   * events, downloads. Throws `access_token_missing` when nobody is signed in.
   */
  ticket(): Promise<string>;
  /** Throws `ProblemError` when refused, `TransientError` when the server cannot answer now. */
  signIn(credentials: Credentials): Promise<SessionSnapshot>;
  /**
   * Signed out here at once, and in the other tabs; resolves when the server knows. When it cannot
   * be told, this throws, and the client tries again as soon as the page is online or shown.
   */
  signOut(): Promise<void>;
  /** Refreshes now. Throws `TransientError` or `ConfigurationError`; the session is then kept. */
  refresh(): Promise<SessionSnapshot>;
  /**
   * Restores the session when the page loads, and starts listening to other tabs. Never throws for
   * being offline: the session is then `stale`.
   */
  start(): Promise<SessionSnapshot>;
  /** Stops listening. `start()` may be called again. */
  dispose(): void;
}
