import type { Clock } from './clock.js';
import type { Page } from './page.js';

const eventNames = ['visibilitychange', 'pageshow', 'online'];

/** Timers are late after the machine has slept, so none is set for longer, in milliseconds. */
const longestTimer = 60_000;

/**
 * Calls `check` when there may be something to do: the set time has come, or the page was shown
 * again, restored from the back/forward cache, or is online again. A hidden page is left alone.
 * Calls `wake` first if the page may have been asleep.
 */
export interface WakeUp {
  listen(): void;
  stop(): void;
  /** Sets the time of the next check, on the clock; Infinity for none. */
  set(due: number): void;
}

export function createWakeUp(
  page: Page,
  clock: Clock,
  wake: () => void,
  check: (due: boolean) => void,
): WakeUp {
  let due = Infinity;
  let listening = false;
  let restored = false;
  let cancel = () => {};

  function look(event?: Event): void {
    const persisted = !!(event as PageTransitionEvent)?.persisted;
    restored ||= persisted;
    if (page.document?.visibilityState === 'hidden') return;
    if (persisted || event?.type === 'visibilitychange') wake();
    const late = clock.now() >= due;
    // The outcome of the check sets the next time. If there is none, check again after this.
    if (late) due = clock.now() + longestTimer;
    schedule();
    check(late || restored);
    restored = false;
  }

  function schedule(): void {
    cancel();
    const wait = Math.max(due - clock.now(), 0);
    if (listening && wait < Infinity) cancel = clock.after(Math.min(wait, longestTimer), look);
  }

  // On a server there is nothing to listen to.
  return {
    listen() {
      listening = true;
      for (const name of eventNames) page.addEventListener?.(name, look);
      schedule();
    },
    stop() {
      listening = false;
      for (const name of eventNames) page.removeEventListener?.(name, look);
      cancel();
    },
    set(next) {
      due = next;
      schedule();
    },
  };
}
