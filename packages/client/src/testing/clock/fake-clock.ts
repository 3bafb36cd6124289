import type { Clock } from '../../clock.js';
import { settle } from './settle.js';

/** A clock that a test moves. */
export interface FakeClock extends Clock {
  /** How many timers are pending. */
  readonly pending: number;
  /**
   * Moves the clock forward. Each timer runs at its time, and everything it starts that needs no time
   * is done before the next timer runs.
   */
  advance(milliseconds: number): Promise<void>;
  /** The machine sleeps: the clock moves and nothing runs. Then the overdue timers run, in order. */
  sleep(milliseconds: number): Promise<void>;
  /** The wall clock is set forward, or back if negative: `date()` changes, `now()` does not. */
  jump(milliseconds: number): void;
  /** Resolves when everything that needs no time is done. */
  settle(): Promise<void>;
}

export interface FakeClockOptions {
  /** What `date()` returns at first, in milliseconds since 1970. Default: noon UTC of 1 March 2026. */
  readonly date?: number;
}

interface Timer {
  readonly due: number;
  readonly work: () => void;
}

/** Makes a clock for `AuthClientOptions.clock`, `createFakeServer` and `createFakeTabs`. */
export function createFakeClock(options: FakeClockOptions = {}): FakeClock {
  // Not zero: a test would not notice a time that was forgotten and defaulted to zero.
  let now = 1_000;
  let wall = (options.date ?? Date.UTC(2026, 2, 1, 12)) - now;
  const timers = new Set<Timer>();

  /** A set keeps the order of insertion, so timers that are due at once run in that order. */
  function earliest(until: number): Timer | undefined {
    let first: Timer | undefined;
    for (const timer of timers) {
      if (timer.due <= until && !(first && first.due <= timer.due)) first = timer;
    }
    return first;
  }

  async function runUntil(end: number): Promise<void> {
    await settle();
    for (let timer = earliest(end); timer; timer = earliest(end)) {
      timers.delete(timer);
      now = Math.max(now, timer.due);
      timer.work();
      await settle();
    }
    now = Math.max(now, end);
  }

  return {
    now: () => now,
    date: () => wall + now,
    after(delay, work) {
      const timer = { due: now + Math.max(delay, 0), work };
      timers.add(timer);
      return () => {
        timers.delete(timer);
      };
    },
    get pending() {
      return timers.size;
    },
    advance: (milliseconds) => runUntil(now + milliseconds),
    sleep(milliseconds) {
      now += milliseconds;
      return runUntil(now);
    },
    jump(milliseconds) {
      wall += milliseconds;
    },
    settle,
  };
}
