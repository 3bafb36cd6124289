import { createFakeClock, type FakeClock } from '../clock/fake-clock.js';
import { createFakeFetch } from '../network/fake-fetch.js';
import type { Fault } from '../network/fault.js';
import { Line } from '../network/line.js';
import { ada, bob, type FakeUser } from './fake-user.js';
import { type Route, Routes } from './routes.js';
import type { Received, ServerEvent } from './server-event.js';

export interface FakeServerOptions {
  /** Default: a new one. */
  readonly clock?: FakeClock;
  /** Default `https://tandem.example`. */
  readonly url?: string;
  /** Default `/api/auth`. */
  readonly basePath?: string;
  /** Who can sign in. Default: `ada@example.com` and `bob@example.com`, both `correct horse battery`. */
  readonly users?: readonly FakeUser[];
  /** Seconds. Default 900. */
  readonly accessTokenLifetime?: number;
  /** Seconds. Default 30. */
  readonly leeway?: number;
  /** Seconds. Default seven days. */
  readonly idleLifetime?: number;
  /** Seconds from sign-in. Default: none. */
  readonly absoluteLifetime?: number;
  /** Seconds. Default: the idle lifetime. */
  readonly recoveryWindow?: number;
}

/** A Tandem server in memory. A test checks its refresh decisions against the real server's. */
export interface FakeServer {
  readonly url: string;
  readonly clock: FakeClock;
  /** A `fetch` of one browser. */
  readonly fetch: typeof globalThis.fetch;
  /** The line and the cookies of the browser that `fetch` belongs to. */
  readonly line: Line;
  /** A `fetch` of another browser. */
  connect(line: Line): typeof globalThis.fetch;
  /** What the server did, oldest first. */
  readonly log: ServerEvent[];
  /** The requests that the server received, oldest first. */
  readonly received: Received[];
  /** Handles a path of the application. The default response contains the user and the request. */
  route(path: string, route: Route): void;
  /** Applies a fault to the next `times` requests to a path (default 1). Returns a function that ends it. */
  fault(path: string | RegExp, fault: Fault, times?: number): () => void;
  /** Ends all faults. */
  heal(): void;
  /** Whether a session has neither ended nor expired. */
  lives(sessionId: string): boolean;
  /** Access tokens handed out so far are refused from now on. */
  expireAccessTokens(): void;
  /** An administrator ends a session; without one, every session. */
  revoke(sessionId?: string): void;
}

/** Makes a server for `AuthClientOptions.fetch`, in the test's own process. */
export function createFakeServer(options: FakeServerOptions = {}): FakeServer {
  const { clock = createFakeClock(), url = 'https://tandem.example' } = options;
  const { leeway = 30, idleLifetime = 7 * 86_400, absoluteLifetime, recoveryWindow } = options;
  // The server's wall clock stays right if a test sets the browser's.
  const started = clock.date() - clock.now();
  const routes = new Routes({
    now: () => started + clock.now(),
    basePath: options.basePath ?? '/api/auth',
    users: options.users ?? [ada, bob],
    accessTokenLifetime: options.accessTokenLifetime ?? 900,
    policy: {
      leeway: leeway * 1000,
      idleLifetime: idleLifetime * 1000,
      absoluteLifetime: absoluteLifetime === undefined ? null : absoluteLifetime * 1000,
      recoveryWindow: recoveryWindow === undefined ? null : recoveryWindow * 1000,
    },
  });
  const activeFaults: { readonly path: string | RegExp; readonly fault: Fault; left: number }[] =
    [];

  function nextFault(path: string): Fault | undefined {
    const at = activeFaults.findIndex((active) =>
      typeof active.path === 'string' ? active.path === path : active.path.test(path),
    );
    const active = activeFaults[at];
    if (active && --active.left <= 0) activeFaults.splice(at, 1);
    return active?.fault;
  }

  const connect = (line: Line) => createFakeFetch(url, clock, line, nextFault, routes);
  const line = new Line();
  return {
    url,
    clock,
    line,
    fetch: connect(line),
    connect,
    log: routes.log,
    received: routes.received,
    route: (path, route) => routes.add(path, route),
    fault(path, fault, times = 1) {
      const active = { path, fault, left: times };
      activeFaults.push(active);
      return () => {
        const at = activeFaults.indexOf(active);
        if (at >= 0) activeFaults.splice(at, 1);
      };
    },
    heal: () => void activeFaults.splice(0),
    lives: (sessionId) => routes.lives(sessionId),
    expireAccessTokens: () => routes.expireAccessTokens(),
    revoke: (sessionId) => routes.revoke(sessionId),
  };
}
