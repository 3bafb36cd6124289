import type { Clock } from '../../clock.js';
import { settle } from './settle.js';

/** A clock that stands still until a test moves it. */
export interface FakeClock extends Clock {
  /** How many timers wait. */
  readonly pending: number;
  /**
   * Lets milliseconds pass. Each timer runs at its time, and what it sets off comes to rest before
   * the next one does.
   */
  advance(milliseconds: number): Promise<void>;
  /** The machine sleeps: time passes and nothing runs; at the end the overdue timers run, in order. */
  sleep(milliseconds: number): Promise<void>;
  /** Somebody sets the wall clock forward, or back when negative: `date()` moves, `now()` does not. */
  jump(milliseconds: number): void;
  /** Resolves when everything that needs no time has happened. */
  settle(): Promise<void>;
}

export interface FakeClockOptions {
  /** What `date()` tells at first, in milliseconds since 1970. Default: noon UTC of 1 March 2026. */
  readonly date?: number;
}

interface Timer {
  readonly due: number;
  readonly work: () => void;
}

/** Makes a clock for `AuthClientOptions.clock`, `createFakeServer` and `createFakeTabs`. */
export function createFakeClock(options: FakeClockOptions = {}): FakeClock {
  // Monotonic clocks start anywhere but at zero, where a forgotten default would look right.
  let now = 1_000;
  let wall = (options.date ?? Date.UTC(2026, 2, 1, 12)) - now;
  const timers = new Set<Timer>();

  /** Sets keep the order of insertion, so that timers due at once run first come, first served. */
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
