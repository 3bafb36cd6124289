import {
  type AuthClient,
  type AuthClientOptions,
  type AuthError,
  createAuthClient,
} from '@tandem-auth/client';
import { afterEach, beforeEach } from 'vitest';
import { TestClock } from '../../../client/test/support/test-clock.js';
import { TestServer } from '../../../client/test/support/test-server.js';

export { html, json, problem } from '../../../client/test/support/test-server.js';

export const refresh = '/api/auth/refresh';

export interface Setting {
  server: TestServer;
  clock: TestClock;
  client(options?: AuthClientOptions): AuthClient;
  /** A client with somebody signed in; the server's log is emptied. */
  signedIn(): Promise<AuthClient>;
}

/** A fresh server and clock for each test; everything is closed after it. */
export function createSetting(): Setting {
  const clients: AuthClient[] = [];
  const setting: Setting = {
    server: undefined as unknown as TestServer,
    clock: undefined as unknown as TestClock,
    client(options) {
      const { server, clock } = setting;
      const client = createAuthClient({ baseURL: server.url, clock, crossTab: false, ...options });
      clients.push(client);
      return client;
    },
    async signedIn() {
      const client = setting.client();
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

export async function signIn(client: AuthClient): Promise<void> {
  await client.signIn({ email: 'ada@example.com', password: 'correct' });
}

/** What `work` fails with. */
export async function failure(work: Promise<unknown>): Promise<AuthError> {
  return work.then(
    () => {
      throw new Error('It did not fail.');
    },
    (error) => error,
  );
}
