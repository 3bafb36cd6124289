import { createFakeClock, type FakeClock } from '../clock/fake-clock.js';
import { carry } from '../network/carry.js';
import type { Fault } from '../network/fault.js';
import { Line } from '../network/line.js';
import { ada, bob, type FakeUser } from './fake-user.js';
import { type Route, Routes } from './routes.js';
import type { Received, ServerEvent } from './server-event.js';

export interface FakeServerOptions {
  /** Default: one of its own. */
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

/** A Tandem in memory, under the real server's refresh rules. */
export interface FakeServer {
  readonly url: string;
  readonly clock: FakeClock;
  /** A `fetch` of one browser. */
  readonly fetch: typeof globalThis.fetch;
  /** The line, with the cookies, of the browser that `fetch` belongs to. */
  readonly line: Line;
  /** A `fetch` of another browser. */
  connect(line: Line): typeof globalThis.fetch;
  /** What it did, oldest first. */
  readonly log: ServerEvent[];
  /** What reached it, oldest first. */
  readonly received: Received[];
  /** Answers requests of the application; without a route they get who asked, and what. */
  route(path: string, route: Route): void;
  /** Spoils the next `times` requests to a path (default one). Returns a way to end it earlier. */
  fault(path: string | RegExp, fault: Fault, times?: number): () => void;
  /** Ends all faults. */
  heal(): void;
  /** Whether a session is neither ended nor expired. */
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
  // Its clock is right, whatever somebody does to the one of the browser's machine.
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
  const troubles: { readonly path: string | RegExp; readonly fault: Fault; left: number }[] = [];

  function nextFault(path: string): Fault | undefined {
    const at = troubles.findIndex((trouble) =>
      typeof trouble.path === 'string' ? trouble.path === path : trouble.path.test(path),
    );
    const trouble = troubles[at];
    if (trouble && --trouble.left <= 0) troubles.splice(at, 1);
    return trouble?.fault;
  }

  const connect = (line: Line) => carry(url, clock, line, nextFault, routes);
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
      const trouble = { path, fault, left: times };
      troubles.push(trouble);
      return () => {
        const at = troubles.indexOf(trouble);
        if (at >= 0) troubles.splice(at, 1);
      };
    },
    heal: () => void troubles.splice(0),
    lives: (sessionId) => routes.lives(sessionId),
    expireAccessTokens: () => routes.expireAccessTokens(),
    revoke: (sessionId) => routes.revoke(sessionId),
  };
}
