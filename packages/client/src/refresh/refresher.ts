import type { Answer } from '../answers/answer.js';
import type { Clock } from '../clock.js';
import type { ConfigurationError } from '../errors/configuration-error.js';
import { isTransient, TransientError } from '../errors/transient-error.js';
import type { RefreshCause } from '../events/auth-events.js';
import { owedSignOut, type SessionNotes } from '../session/session-notes.js';
import type { SessionStore } from '../session/session-store.js';
import type { Tabs } from '../tabs/tabs.js';
import type { Lock } from './lock.js';
import { type RefreshOutcome, readOutcome } from './refresh-outcome.js';

/** Refreshes, at most once at a time; callers share the flight. Throws what is not about the session. */
export type Refresh = (cause: RefreshCause) => Promise<void>;

/** What another tab's message may lag behind the lock that tab has released, in milliseconds. */
const lag = 30;

export function createRefresher(
  store: SessionStore,
  clock: Clock,
  lock: Lock,
  post: () => Promise<Answer>,
  tabs: Tabs,
  notes: SessionNotes,
): Refresh {
  let flight: Promise<void> | undefined;
  let pause: { readonly until: number; readonly error: TransientError } | undefined;

  async function run(cause: RefreshCause): Promise<void> {
    respectRetryAfter();
    const { epoch, token } = store;
    const asked = clock.now();
    const overtaken = () => store.epoch !== epoch || store.token !== token;
    const outcome = await lock(async () => {
      // Whoever stood in line followed somebody else's refresh, and needs none of its own.
      if (!overtaken() && clock.now() - asked > lag) {
        await new Promise<void>((resolve) => clock.after(lag, resolve));
      }
      if (overtaken()) return undefined;
      const outcome = await request();
      if (!overtaken()) tabs.tellRefresh(outcome, cause);
      return outcome;
    });
    // A late answer of an old session is void, and bad news is void once newer tokens are here.
    if (!outcome || store.epoch !== epoch) return;
    if (outcome.kind === 'refreshed') store.adopt(outcome.answer, cause, 'this-tab');
    else if (!overtaken()) settle(outcome);
  }

  async function request(): Promise<RefreshOutcome> {
    // While the server has not heard of a sign-out, a refresh would undo it.
    if (owedSignOut(notes.read())) return { kind: 'ended', reason: 'sign_out' };
    try {
      return readOutcome(await post());
    } catch (error) {
      // `post` throws nothing else.
      return { kind: 'failed', error: error as TransientError };
    }
  }

  function settle(outcome: Exclude<RefreshOutcome, { kind: 'refreshed' }>): void {
    const { session } = store.snapshot;
    if (outcome.kind === 'ended') store.end(outcome.reason, 'this-tab');
    else if (outcome.kind === 'failed') fail(outcome.error);
    else if (!session) {
      store.vacate();
      notes.write({ ...notes.read(), nobodyAt: clock.date() });
    } else if (notes.read().signOut?.sessionId === session.id) store.end('sign_out', 'other-tab');
    else fail(outcome.error);
  }

  function fail(error: TransientError | ConfigurationError): never {
    if (isTransient(error) && error.retryAfter) {
      pause = { until: clock.now() + error.retryAfter * 1000, error };
    }
    store.keep(error);
    throw error;
  }

  function respectRetryAfter(): void {
    if (!pause || pause.until <= clock.now()) return;
    const { error, until } = pause;
    const retryAfter = Math.ceil((until - clock.now()) / 1000);
    throw new TransientError(error.code, error.message, { ...error, retryAfter });
  }

  return (cause) => {
    flight ??= run(cause).finally(() => {
      flight = undefined;
    });
    return flight;
  };
}
