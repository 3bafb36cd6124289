import type { Clock } from './clock.js';
import type { Delivery } from './endpoints/post.js';
import type { AuthEvents } from './events/auth-events.js';
import type { Logger, Timed } from './events/emitter.js';
import type { Page } from './page.js';
import type { KnownSession } from './responses/token-response.js';
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
   * server's leeway (30 s), or a lost response can look like a stolen token.
   */
  readonly requestTimeout?: number;
  /**
   * How the refresh token travels. Default `'cookie'`: in an HttpOnly cookie, which no script can
   * read. Programs without a cookie jar (mobile, Electron, command line) use `bodyDelivery()` of
   * `/native`.
   */
  readonly delivery?: 'cookie' | Delivery;
  /**
   * Where the access token is kept between page loads. Default: nowhere, it is in memory only. Every
   * script of the origin can read what a store keeps: see `/storage`.
   */
  readonly tokenStore?: TokenStore;
  /**
   * When the access token is renewed. Default `'proactive'`: a minute before it expires (after half
   * of a lifetime below two minutes), while the page is visible. `'on-demand'`: only when a request
   * needs a token.
   */
  readonly refresh?: 'proactive' | 'on-demand';
  /** Keys of `localStorage` and `sessionStorage` where another client kept tokens. They are deleted. */
  readonly migrateFrom?: readonly string[];
  /** A random number between 0 and 1, which spreads refreshes over time. Default `Math.random`. */
  readonly random?: () => number;
  /**
   * Whether the tabs of this origin share refreshes, sign-ins and sign-outs. Default true: by Web
   * Locks and `BroadcastChannel`. Tests pass their own implementation.
   */
  readonly crossTab?: boolean | CrossTab;
  /** The window of the client. Default: the global one. */
  readonly page?: Page;
}

export interface AuthClient {
  /**
   * Like the global `fetch`, with the access token for the origins that may have it. Relative
   * addresses are resolved against `baseURL`. A refused token is renewed and the request repeated
   * once; a second 401 is returned. Throws `TransientError` if the token cannot be renewed now.
   */
  readonly fetch: typeof globalThis.fetch;
  /**
   * Applies the rules of `fetch` to another function with its signature, such as a framework's own.
   * All of them share one refresh. `@tandem-auth/client/axios` is built on it.
   */
  authorize(transport: typeof globalThis.fetch): typeof globalThis.fetch;
  /** A valid token; null if nobody is signed in. Throws `TransientError`. */
  getAccessToken(): Promise<string | null>;
  getSession(): SessionSnapshot;
  /** Calls `listener` after every change of `getSession()`. Returns a function that unsubscribes. */
  subscribe(listener: () => void): () => void;
  on<K extends keyof AuthEvents>(
    event: K,
    listener: (detail: AuthEvents[K] & Timed) => void,
  ): () => void;
  /**
   * Takes over the session that the server knew when it rendered the page, with the access token if
   * the page contains it; null if nobody is signed in. Sends no request. Does nothing once the state
   * is known.
   */
  hydrate(known: KnownSession | null): void;
  /**
   * A ticket for one use within 30 s, for requests that cannot have a header: WebSocket, server-sent
   * events, downloads. Throws `access_token_missing` if nobody is signed in.
   */
  ticket(): Promise<string>;
  /** Throws `ProblemError` if the server refuses, `TransientError` if it cannot respond now. */
  signIn(credentials: Credentials): Promise<SessionSnapshot>;
  /**
   * Signs out in this browser at once, in all tabs, and resolves when the server has confirmed it. If
   * the server cannot be reached, this throws, and the client tries again when the page is online or
   * shown.
   */
  signOut(): Promise<void>;
  /**
   * Refreshes now. Throws `TransientError` or `ConfigurationError`. Both keep the session, except for
   * `cookie_not_kept`: the state is then `signed-out`.
   */
  refresh(): Promise<SessionSnapshot>;
  /**
   * Restores the session when the page loads, and starts listening to other tabs. Does not throw when
   * offline: the session is then `stale`.
   */
  start(): Promise<SessionSnapshot>;
  /** Stops listening. `start()` may be called again. */
  dispose(): void;
}
