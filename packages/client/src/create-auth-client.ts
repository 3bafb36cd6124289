import type { AuthClient, AuthClientOptions } from './auth-client.js';
import { systemClock } from './clock.js';
import { createAuthEndpoints } from './endpoints/auth-endpoints.js';
import { createPost } from './endpoints/post.js';
import { isTransient } from './errors/auth-error.js';
import { provesEnd } from './errors/codes.js';
import { createEmitter } from './events/emitter.js';
import { createLock } from './refresh/lock.js';
import { refreshDue } from './refresh/refresh-due.js';
import { createRefresher } from './refresh/refresher.js';
import { createRefusalBackOff } from './refresh/refusal-back-off.js';
import { createAccessTokenSource } from './requests/access-token-source.js';
import { createAuthorizedFetch } from './requests/authorized-fetch.js';
import { refusal } from './responses/auth-response.js';
import type { KnownSession } from './responses/token-response.js';
import { createSessionNotes, forgetKeys, nobodyLately } from './session/session-notes.js';
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
    delivery = 'cookie',
    refresh: mode = 'proactive',
    tokenStore,
    random = Math.random,
    migrateFrom = [],
    page = globalThis,
  } = options;
  const endpoints = createAuthEndpoints(baseURL, basePath, attachTo);
  const name = `tandem ${endpoints.url('')}`;

  const events = createEmitter<StoreEvents>(clock, logger);
  const store = createSessionStore(clock, events);
  const notes = createSessionNotes(page, name);
  // Both are undefined if `crossTab` is a boolean: then the platform's own are used.
  const { locks, channel } = crossTab as Partial<CrossTab>;
  const tabs = createTabs(name, store, channel);
  const lock = createLock(name, clock, requestTimeout + 1_000, locks);
  const woken = new Set<() => void>();
  const send = createPost(fetch, clock, requestTimeout, woken);
  const post = delivery === 'cookie' ? send : delivery(send);

  const signIn = createSignIn(endpoints, post, lock, store, tabs, notes);
  const signOut = createSignOut(endpoints, post, lock, notes);
  const askForTokens = () => post(endpoints.url('refresh'), {});
  const refresh = createRefresher(store, notes, clock, lock, askForTokens, tabs, events);
  const accessToken = createAccessTokenSource(store, refresh);
  const backOff = createRefusalBackOff(clock);
  const authorize = createAuthorizedFetch(endpoints, accessToken, store, backOff);
  const authorized = authorize(fetch);
  const authorizedPost = createPost(authorized, clock, requestTimeout);
  const wakeUp = createWakeUp(page, clock, wake, check);
  const session = () => store.snapshot;
  let signOuts = 0;
  events.on('change', onChange);

  /** Keeps the access token if there is a store, and schedules the next refresh. */
  function onChange(): void {
    const now = session();
    const { status, user, session: held, expiresIn } = now;
    const accessToken = store.token;
    if (held && accessToken && status !== 'stale') {
      tokenStore?.set({ user, session: held, accessToken, expiresIn });
    } else if (now.status === 'signed-out' && provesEnd(now.reason)) tokenStore?.set(null);
    wakeUp.set(mode === 'proactive' ? refreshDue(now, clock.now(), random()) : Infinity);
  }

  function wake(): void {
    for (const abort of woken) abort();
  }

  function check(due: boolean): void {
    const ask = () => refresh(store.freshToken() ? 'proactive' : 'expired');
    const work = signOut.retry() ?? ((due || session().status === 'stale') && ask());
    // The session shows the outcome.
    if (work) work.catch(() => {});
  }

  function listen(): void {
    forgetKeys(page, migrateFrom);
    if (crossTab) tabs.open();
    wakeUp.listen();
  }

  function endSession(): Promise<void> {
    const sessionId = session().session?.id;
    tabs.tell('sign_out');
    store.end('sign_out', 'this-tab');
    return signOut.tell(sessionId);
  }

  function hydrate(known: KnownSession | null): void {
    const id = known?.session.id;
    // A session whose end was told does not begin again with a reload.
    if (!notes.ended(id) && (!id || id !== notes.read().over)) store.hydrate(known);
  }

  return {
    fetch: authorized,
    authorize,
    getAccessToken: () => accessToken(),
    getSession: session,
    subscribe: (listener) => events.on('change', listener),
    on: events.on,
    hydrate,
    async ticket() {
      const response = await authorizedPost(endpoints.url('ticket'), {});
      const { ticket } = (response.body ?? {}) as { ticket?: unknown };
      if (typeof ticket !== 'string') throw refusal(response);
      return ticket;
    },
    async signIn(credentials) {
      listen();
      const before = signOuts;
      await signIn(credentials);
      // The person signed out while the sign-in was in flight: the sign-out wins.
      if (signOuts > before) await endSession();
      return session();
    },
    signOut() {
      signOuts++;
      return endSession();
    },
    async refresh() {
      await refresh('manual');
      return session();
    },
    async start() {
      listen();
      const kept = tokenStore?.get() ?? null;
      if (kept || nobodyLately(page, notes.read(), clock.date())) hydrate(kept);
      check(false);
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
