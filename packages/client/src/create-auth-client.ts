import type { AuthClient, AuthClientOptions } from './auth-client.js';
import { systemClock } from './clock.js';
import { createAuthEndpoints } from './endpoints/auth-endpoints.js';
import { createPost } from './endpoints/post.js';
import { isTransient } from './errors/transient-error.js';
import { createEmitter } from './events/emitter.js';
import { createLock } from './refresh/lock.js';
import { createRefresher } from './refresh/refresher.js';
import { createRefusalBackOff } from './refresh/refusal-back-off.js';
import { createAccessTokenSource } from './requests/access-token-source.js';
import { createAuthorizedFetch } from './requests/authorized-fetch.js';
import { createSessionStore, type StoreEvents } from './session/session-store.js';
import { createSignIn } from './sign-in/sign-in.js';
import { createSignOut } from './sign-in/sign-out.js';
import type { CrossTab } from './tabs/cross-tab.js';
import { createTabs } from './tabs/tabs.js';
import { createWakeUp } from './wake-up.js';

/** Makes the one client an application needs. Does nothing until `start()` or the first call. */
export function createAuthClient(options: AuthClientOptions = {}): AuthClient {
  const {
    baseURL = '',
    basePath = '/api/auth',
    attachTo = [],
    fetch = globalThis.fetch.bind(globalThis),
    clock = systemClock,
    logger = console,
    requestTimeout = 12_000,
    crossTab = true,
    page = globalThis,
  } = options;
  const endpoints = createAuthEndpoints(baseURL, basePath, attachTo);
  const name = `tandem ${endpoints.url('')}`;

  const events = createEmitter<StoreEvents>(clock, logger);
  const store = createSessionStore(clock, events);
  // Of a boolean both are undefined: the platform's own.
  const { locks, channel } = crossTab as Partial<CrossTab>;
  const tabs = createTabs(name, store, channel);
  const lock = createLock(name, clock, requestTimeout + 1_000, locks);
  const post = createPost(fetch, clock, requestTimeout);

  const refresh = createRefresher(
    store,
    clock,
    lock,
    () => post(endpoints.url('refresh'), {}),
    tabs,
  );
  const accessToken = createAccessTokenSource(store, refresh);
  const backOff = createRefusalBackOff(clock);
  const authorized = createAuthorizedFetch(fetch, endpoints, accessToken, store, backOff);
  const signIn = createSignIn(endpoints, post, lock, store, tabs);
  const signOut = createSignOut(endpoints, post, lock);
  const wakeUp = createWakeUp(recheck, page);
  const session = () => store.snapshot;

  function recheck(restored: boolean): void {
    const { status } = session();
    // A page out of the back/forward cache has missed what the other tabs said.
    const doubtful =
      restored || status === 'stale' || (status === 'authenticated' && !store.freshToken());
    const work = signOut.owed() ? signOut.retry() : doubtful ? refresh('expired') : undefined;
    // What came of it stands in the session.
    work?.catch(() => {});
  }

  function connect(): void {
    if (crossTab) tabs.open();
    wakeUp.listen();
  }

  return {
    fetch: authorized,
    getAccessToken: () => accessToken(),
    getSession: session,
    subscribe: (listener) => events.on('change', listener),
    on: events.on,
    async signIn(credentials) {
      connect();
      await signIn(credentials);
      signOut.forget();
      return session();
    },
    signOut() {
      const sessionId = session().session?.id;
      tabs.tellSignOut('sign_out');
      store.end('sign_out', 'this-tab');
      return signOut.tell(sessionId);
    },
    async refresh() {
      // While the server has not heard of a sign-out, a refresh would undo it.
      if (!signOut.owed()) await refresh('manual');
      return session();
    },
    async start() {
      connect();
      try {
        if (session().status === 'loading') await refresh('start');
      } catch (error) {
        if (!isTransient(error)) throw error;
      }
      return session();
    },
    dispose() {
      tabs.close();
      wakeUp.stop();
    },
  };
}
