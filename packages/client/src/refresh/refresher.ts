import type { Clock } from '../clock.js';
import { type AuthError, isTransient, TransientError } from '../errors/auth-error.js';
import type { SignedOutReason } from '../errors/codes.js';
import type { RefreshCause } from '../events/auth-events.js';
import type { Emitter } from '../events/emitter.js';
import type { AuthResponse } from '../responses/auth-response.js';
import type { SessionNotes } from '../session/session-notes.js';
import type { SessionSnapshot } from '../session/session-snapshot.js';
import type { SessionStore, StoreEvents } from '../session/session-store.js';
import type { Tabs } from '../tabs/tabs.js';
import type { Lock } from './lock.js';
import {
  isInterrupted,
  isMissing,
  isTokens,
  type RefreshOutcome,
  readOutcome,
  refuses,
} from './refresh-outcome.js';

/** Refreshes, at most once at a time; concurrent callers share it. Throws errors that keep the session. */
export type Refresh = (cause: RefreshCause) => Promise<void>;

/** A lock that took longer than this, in milliseconds, was held by another tab. */
const contended = 30;

/** How long that tab's message may arrive after its lock is released, in milliseconds. */
const messageDelay = 500;

/** Milliseconds before the client asks again for a session whose cookie is missing. */
const cookieDelay = 1_000;

export function createRefresher(
  store: SessionStore,
  notes: SessionNotes,
  clock: Clock,
  lock: Lock,
  post: () => Promise<AuthResponse>,
  tabs: Tabs,
  events: Emitter<StoreEvents>,
): Refresh {
  let inFlight: Promise<void> | undefined;
  let pause: { readonly until: number; readonly error: AuthError } | undefined;

  async function run(cause: RefreshCause): Promise<void> {
    const started = clock.now();
    if (pause && pause.until > started) {
      const { error, until } = pause;
      const retryAfter = Math.ceil((until - started) / 1000);
      throw new TransientError(error.code, error.message, { ...error, retryAfter });
    }
    const { epoch, token, snapshot } = store;
    const superseded = () => store.epoch !== epoch || store.token !== token;

    async function ask(again = true): Promise<RefreshOutcome | undefined> {
      const asked = clock.now();
      const outcome = await lock(async () => {
        // The tab that held the lock has probably refreshed. Its message makes this one unnecessary.
        if (!superseded() && clock.now() - asked > contended) await nextChange();
        if (superseded()) return undefined;
        const outcome = await request(snapshot);
        if (!superseded() && isTokens(outcome)) {
          const {
            session: { id },
          } = outcome;
          tabs.tell(outcome, (snapshot.session?.id ?? id) === id ? cause : 'session_replaced');
        }
        return outcome;
      });
      // The page was asleep, and the request aborted. Timers of hidden pages are late as well: once is enough.
      return again && isInterrupted(outcome) ? ask(false) : outcome;
    }

    let outcome = await ask();
    if (outcome && snapshot.session && refuses(outcome) && !superseded()) {
      // Another tab may have replaced the cookie in the meantime, or the browser does not have it yet.
      if (isMissing(outcome)) await new Promise<void>((done) => clock.after(cookieDelay, done));
      const again = await ask();
      if (!again || !refuses(again) || isMissing(outcome)) outcome = again;
    }
    // A response for an earlier session is ignored, and so is an error once there are newer tokens.
    if (!outcome || store.epoch !== epoch) return;
    if (isTokens(outcome)) {
      const held = store.snapshot.session;
      const { id, generation } = outcome.session;
      // The response to one's own refresh counts, whichever generation it names.
      if (!superseded() || (held?.id === id && held.generation <= generation)) {
        store.adopt(outcome, cause, 'this-tab');
      }
    } else if (!superseded()) apply(outcome);
  }

  /** Waits for the message of another tab, until none is to be expected any more. */
  function nextChange(): Promise<void> {
    return new Promise((resolve) => {
      const stop = events.on('change', done);
      const cancel = clock.after(messageDelay, done);
      function done(): void {
        stop();
        cancel();
        resolve();
      }
    });
  }

  async function request({ session, user }: SessionSnapshot): Promise<RefreshOutcome> {
    // Until the server knows of a sign-out, a refresh would undo it.
    if (notes.ended(session?.id)) return 'sign_out';
    try {
      const outcome = readOutcome(await post());
      if (isTokens(outcome)) {
        const { id } = outcome.session;
        // The person may have signed out while the request was in flight.
        if (notes.ended(id)) return 'sign_out';
        // The server knows this session, so the notes about an earlier one no longer matter.
        if (!notes.ended()) notes.write({});
        if (user && user.id !== outcome.user.id) return 'session_changed';
      } else if (isMissing(outcome) && session) {
        const { signOut } = notes.read();
        // The person signed out in a tab that did not know the session.
        if (signOut && !signOut.sessionId) return 'sign_out';
        if (Date.parse(session.expiresAt) <= clock.date()) return 'refresh_token_expired';
      }
      return outcome;
    } catch (error) {
      // `post` throws nothing else.
      return error as AuthError;
    }
  }

  function apply(outcome: SignedOutReason | AuthError): void {
    const { session } = store.snapshot;
    const note = notes.read();
    const missing = isMissing(outcome);
    if (!session && (missing || (typeof outcome === 'string' && note.over !== undefined))) {
      // Nobody is signed in here, or the end was told before.
      store.clear();
      if (missing) notes.write({ ...note, nobodyAt: clock.date() });
    } else if (typeof outcome === 'string' || missing) {
      const reason = missing ? 'cookie_missing' : outcome;
      tabs.tell(reason);
      store.end(
        reason,
        reason === 'sign_out' ? 'other-tab' : 'this-tab',
        missing ? outcome : undefined,
      );
      notes.write({ ...note, over: session?.id ?? '' });
      if (missing) throw outcome;
    } else {
      const { retryAfter } = outcome;
      if (retryAfter && isTransient(outcome))
        pause = { until: clock.now() + retryAfter * 1000, error: outcome };
      store.fail(outcome);
      throw outcome;
    }
  }

  return (cause) => {
    inFlight ??= run(cause).finally(() => {
      inFlight = undefined;
    });
    return inFlight;
  };
}
