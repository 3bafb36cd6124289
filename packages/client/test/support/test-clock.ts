import type { Clock } from '../../src/index.js';

/** A clock that a test moves. Unlike the fake clock it waits for nothing: requests here are real. */
export class TestClock implements Clock {
  #now = 1_000;
  #timers = new Set<{ readonly due: number; readonly work: () => void }>();

  now(): number {
    return this.#now;
  }

  date(): number {
    return Date.parse('2026-03-01T12:00:00Z') + this.#now;
  }

  after(delay: number, work: () => void): () => void {
    const timer = { due: this.#now + delay, work };
    this.#timers.add(timer);
    return () => {
      this.#timers.delete(timer);
    };
  }

  get pending(): number {
    return this.#timers.size;
  }

  advance(milliseconds: number): void {
    this.#now += milliseconds;
    for (const timer of [...this.#timers].sort((a, b) => a.due - b.due)) {
      if (timer.due > this.#now || !this.#timers.delete(timer)) continue;
      timer.work();
    }
  }

  /** Moves in steps of a second. A greater step is, to a request in flight, a machine that slept. */
  pass(milliseconds: number): void {
    for (let left = milliseconds; left > 0; left -= 1_000) this.advance(Math.min(left, 1_000));
  }
}
