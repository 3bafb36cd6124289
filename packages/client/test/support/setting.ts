import { afterEach, beforeEach } from 'vitest';
import {
  type AuthClient,
  type AuthClientOptions,
  type AuthEvents,
  createAuthClient,
} from '../../src/index.js';
import { TestClock } from './test-clock.js';
import { TestServer } from './test-server.js';

export interface Setting {
  server: TestServer;
  clock: TestClock;
  /** A client of the server, alone in its tab. */
  client(options?: AuthClientOptions): AuthClient;
  /** The same, with somebody signed in and the server's log emptied. */
  signedIn(options?: AuthClientOptions): Promise<AuthClient>;
}

/** A new server and clock for each test, closed after it. `create` makes the clients. */
export function createSetting(create: typeof createAuthClient = createAuthClient): Setting {
  const clients: AuthClient[] = [];
  const setting: Setting = {
    server: undefined as unknown as TestServer,
    clock: undefined as unknown as TestClock,
    client(options) {
      const { server, clock } = setting;
      const client = create({ baseURL: server.url, clock, crossTab: false, ...options });
      clients.push(client);
      return client;
    },
    async signedIn(options) {
      const client = setting.client(options);
      await signIn(client);
      setting.server.received.length = 0;
      return client;
    },
  };
  beforeEach(async () => {
    setting.server = await TestServer.start();
    setting.clock = new TestClock();
  });
  afterEach(async () => {
    for (const client of clients.splice(0)) client.dispose();
    await setting.server.stop();
    globalThis.localStorage?.clear();
  });
  return setting;
}

/** Signs in somebody whom the test server knows. */
export async function signIn(client: AuthClient): Promise<void> {
  await client.signIn({ email: 'ada@example.com', password: 'correct' });
}

/** Resolves when the checks that an event started are done: they use the same queue. */
export const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Lets time pass until `work` is done, slowly enough for requests. */
export async function inTime<T>({ clock }: Setting, work: Promise<T>): Promise<T> {
  let done = false;
  const end = () => {
    done = true;
  };
  work.then(end, end);
  while (!done) {
    clock.advance(20);
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  return work;
}

/** Resolves with the event's next occurrence. */
export function next<K extends keyof AuthEvents>(
  client: AuthClient,
  event: K,
): Promise<AuthEvents[K]> {
  return new Promise((resolve) => {
    const stop = client.on(event, (detail) => {
      stop();
      resolve(detail);
    });
  });
}

/** Records the client's events from now on, a line for each. */
export function recordEvents(client: AuthClient): string[] {
  const lines: string[] = [];
  client.on('refreshed', (e) => lines.push(`refreshed ${e.generation} ${e.cause} ${e.source}`));
  client.on('signed-in', (e) => lines.push(`signed-in ${e.session.id} ${e.source}`));
  client.on('signed-out', (e) => lines.push(`signed-out ${e.reason} ${e.source}`));
  client.on('stale', (e) => lines.push(`stale ${e.error.code}`));
  return lines;
}
