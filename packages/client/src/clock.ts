/** The client's clock; tests pass their own. All values are milliseconds. */
export interface Clock {
  /** Monotonic time. It decides what has expired; the wall clock never does. */
  now(): number;
  /** Wall-clock time since 1970, for display, HTTP dates and what is kept between page loads. */
  date(): number;
  /** Runs `work` once after `delay`. The returned function cancels it. */
  after(delay: number, work: () => void): () => void;
}

export const systemClock: Clock = {
  now: () => performance.now(),
  date: () => Date.now(),
  after(delay, work) {
    const timer = setTimeout(work, delay);
    return () => clearTimeout(timer);
  },
};
