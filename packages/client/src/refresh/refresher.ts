import type { Answer } from '../answers/answer.js';
import type { TokenResponse } from '../answers/token-response.js';
import type { Clock } from '../clock.js';
import { type AuthError, isAuthError } from '../errors/auth-error.js';
import { isTransient, TransientError } from '../errors/transient-error.js';
import type { RefreshCause } from '../events/auth-events.js';
import type { Emitter } from '../events/emitter.js';
import type { SessionNotes } from '../session/session-notes.js';
import type { SessionStore, StoreEvents } from '../session/session-store.js';
import type { Tabs } from '../tabs/tabs.js';
import type { Lock } from './lock.js';
import { type RefreshOutcome, readOutcome } from './refresh-outcome.js';

/** Refreshes, at most once at a time; callers share the flight. Throws what is not about the session. */
export type Refresh = (cause: RefreshCause) => Promise<void>;

/** A lock that took longer, in milliseconds, was another tab's before. */
const inLine = 30;

/** What that tab's message may lag behind its lock, in milliseconds: more on a busy machine. */
const lag = 500;

export function createRefresher(
  store: SessionStore,
  notes: SessionNotes,
  clock: Clock,
  lock: Lock,
  post: () => Promise<Answer>,
  tabs: Tabs,
  events: Emitter<StoreEvents>,
): Refresh {
  let flight: Promise<void> | undefined;
  let pause: { readonly until: number; readonly error: AuthError } | undefined;

  async function run(cause: RefreshCause): Promise<void> {
    const asked = clock.now();
    if (pause && pause.until > asked) {
      const { error, until } = pause;
      const retryAfter = Math.ceil((until - asked) / 1000);
      throw new TransientError(error.code, error.message, { ...error, retryAfter });
    }
    const { epoch, token } = store;
    const overtaken = () => store.epoch !== epoch || store.token !== token;
    const outcome = await lock(async () => {
      // Whoever stood in line followed somebody else's refresh, and needs none of its own.
      if (!overtaken() && clock.now() - asked > inLine) await news();
      if (overtaken()) return undefined;
      const outcome = await request();
      if (!overtaken() && !isAuthError(outcome)) tabs.tell(outcome, cause);
      return outcome;
    });
    // A late answer of an old session is void, and bad news is void once newer tokens are here.
    if (!outcome || store.epoch !== epoch) return;
    if (typeof outcome === 'object' && !isAuthError(outcome)) {
      store.adopt(outcome, cause, 'this-tab');
    } else if (!overtaken()) settle(outcome);
  }

  /** Until another tab's message is here, or none is to be expected any more. */
  function news(): Promise<void> {
    return new Promise((resolve) => {
      const stop = events.on('change', done);
      const cancel = clock.after(lag, done);
      function done(): void {
        stop();
        cancel();
        resolve();
      }
    });
  }

  async function request(): Promise<RefreshOutcome> {
    // While the server has not heard of a sign-out, a refresh would undo it.
    if (notes.left(store.snapshot.session?.id)) return 'sign_out';
    try {
      const outcome = readOutcome(await post());
      const id = (outcome as Partial<TokenResponse>).session?.id;
      // Somebody may have signed out while this was under way.
      if (id && notes.left(id)) return 'sign_out';
      // The server knows this session: what was noted before is void.
      if (id && !notes.left()) notes.write({});
      return outcome;
    } catch (error) {
      // `post` throws nothing else.
      return error as AuthError;
    }
  }

  function settle(outcome: Exclude<RefreshOutcome, object> | AuthError): void {
    const { session } = store.snapshot;
    const { signOut } = notes.read();
    const missing = (outcome as AuthError).code === 'cookie_not_kept';
    if (typeof outcome === 'string') store.end(outcome, 'this-tab');
    else if (missing && !session) {
      store.vacate();
      notes.write({ signOut, nobodyAt: clock.date() });
    } else if (missing && signOut && !signOut.sessionId) {
      // Somebody signed out of whatever session there was.
      store.end('sign_out', 'other-tab');
    } else {
      const { retryAfter } = outcome;
      if (retryAfter && isTransient(outcome))
        pause = { until: clock.now() + retryAfter * 1000, error: outcome };
      store.keep(outcome);
      throw outcome;
    }
  }

  return (cause) => {
    flight ??= run(cause).finally(() => {
      flight = undefined;
    });
    return flight;
  };
}
