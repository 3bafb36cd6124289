import type { Clock } from './clock.js';
import type { Page } from './page.js';

const signs = ['visibilitychange', 'pageshow', 'online'];

/** Timers oversleep with the machine: none is trusted for longer, in milliseconds. */
const longestNap = 60_000;

/**
 * Calls `check` when there may be something to do: the time has come, or the page was shown again,
 * restored from the back/forward cache, or is online again. A hidden page sleeps on.
 */
export interface WakeUp {
  listen(): void;
  stop(): void;
  /** When to wake up by itself next, on the clock; Infinity for never. */
  set(due: number): void;
}

export function createWakeUp(page: Page, clock: Clock, check: (doubtful: boolean) => void): WakeUp {
  let due = Infinity;
  let awake = false;
  let restored = false;
  let cancel = () => {};

  function look(event?: Event): void {
    restored ||= !!(event as PageTransitionEvent)?.persisted;
    if (page.document?.visibilityState === 'hidden') return;
    const late = clock.now() >= due;
    // What comes of the check sets the next time; this is for when nothing does.
    if (late) due = clock.now() + longestNap;
    nap();
    check(late || restored);
    restored = false;
  }

  function nap(): void {
    cancel();
    const wait = Math.max(due - clock.now(), 0);
    if (awake && wait < Infinity) cancel = clock.after(Math.min(wait, longestNap), look);
  }

  // On a server there is nothing to listen to.
  return {
    listen() {
      awake = true;
      for (const sign of signs) page.addEventListener?.(sign, look);
      nap();
    },
    stop() {
      awake = false;
      for (const sign of signs) page.removeEventListener?.(sign, look);
      cancel();
    },
    set(next) {
      due = next;
      nap();
    },
  };
}
