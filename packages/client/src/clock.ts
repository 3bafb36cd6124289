/** Time as the client sees it; tests bring their own. All values are milliseconds. */
export interface Clock {
  /** Monotonic time. Everything that expires is decided by it, never by the wall clock. */
  now(): number;
  /** Wall-clock time since 1970, for display and for HTTP dates only. */
  date(): number;
  /** Runs `work` once after `delay`; the returned function cancels it. */
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
