import type { Clock } from '../clock.js';
import { type AuthError, isAuthError, isTransient, TransientError } from '../errors/auth-error.js';
import type { RefreshCause } from '../events/auth-events.js';
import type { Emitter } from '../events/emitter.js';
import type { AuthResponse } from '../responses/auth-response.js';
import type { TokenResponse } from '../responses/token-response.js';
import type { SessionNotes } from '../session/session-notes.js';
import type { SessionStore, StoreEvents } from '../session/session-store.js';
import type { Tabs } from '../tabs/tabs.js';
import type { Lock } from './lock.js';
import { type RefreshOutcome, readOutcome } from './refresh-outcome.js';

/** Refreshes, at most once at a time; concurrent callers share it. Throws errors that keep the session. */
export type Refresh = (cause: RefreshCause) => Promise<void>;

/** A lock that took longer than this, in milliseconds, was held by another tab. */
const contended = 30;

/** How long that tab's message may arrive after its lock is released, in milliseconds. */
const messageDelay = 500;

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
    const { epoch, token } = store;
    const superseded = () => store.epoch !== epoch || store.token !== token;
    const outcome = await lock(async () => {
      // The tab that held the lock has probably refreshed. Its message makes this one unnecessary.
      if (!superseded() && clock.now() - started > contended) await nextChange();
      if (superseded()) return undefined;
      const outcome = await request();
      if (!superseded() && !isAuthError(outcome)) tabs.tell(outcome, cause);
      return outcome;
    });
    // A response for an earlier session is ignored, and so is an error once there are newer tokens.
    if (!outcome || store.epoch !== epoch) return;
    if (typeof outcome === 'object' && !isAuthError(outcome)) {
      store.adopt(outcome, cause, 'this-tab');
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

  async function request(): Promise<RefreshOutcome> {
    // Until the server knows of a sign-out, a refresh would undo it.
    if (notes.ended(store.snapshot.session?.id)) return 'sign_out';
    try {
      const outcome = readOutcome(await post());
      const id = (outcome as Partial<TokenResponse>).session?.id;
      // The person may have signed out while the request was in flight.
      if (id && notes.ended(id)) return 'sign_out';
      // The server knows this session, so the notes about an earlier one no longer matter.
      if (id && !notes.ended()) notes.write({});
      return outcome;
    } catch (error) {
      // `post` throws nothing else.
      return error as AuthError;
    }
  }

  function apply(outcome: Exclude<RefreshOutcome, object> | AuthError): void {
    const { session } = store.snapshot;
    const { signOut } = notes.read();
    const missing = (outcome as AuthError).code === 'cookie_not_kept';
    if (typeof outcome === 'string') store.end(outcome, 'this-tab');
    else if (missing && !session) {
      store.clear();
      notes.write({ signOut, nobodyAt: clock.date() });
    } else if (missing && signOut && !signOut.sessionId) {
      // The person signed out in a tab that did not know the session.
      store.end('sign_out', 'other-tab');
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
