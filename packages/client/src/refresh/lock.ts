import type { Clock } from '../clock.js';
import type { CrossTab } from '../tabs/cross-tab.js';

/**
 * Runs one auth request at a time: always within the tab, and across the tabs of an origin unless
 * the lock is not granted in time. The request then runs without it: the server accepts refreshes
 * that race.
 */
export type Lock = <T>(work: () => Promise<T>) => Promise<T>;

export function createLock(
  name: string,
  clock: Clock,
  longestWait: number,
  // Absent in insecure contexts and on servers.
  locks: CrossTab['locks'] | undefined = globalThis.navigator?.locks,
): Lock {
  let last: Promise<unknown> = Promise.resolve();

  async function acrossTabs<T>(work: () => Promise<T>): Promise<T> {
    if (!locks) return work();
    const wait = new AbortController();
    const cancel = clock.after(longestWait, () => wait.abort());
    let turn: Promise<T> | undefined;
    try {
      return await locks.request(name, { signal: wait.signal }, () => {
        turn = work();
        return turn;
      });
    } catch {
      // The wait took too long, or the context (a sandboxed frame) may not use locks.
      return await (turn ?? work());
    } finally {
      cancel();
    }
  }

  return (work) => {
    // The wait is bounded, because every request before this one has a time limit.
    const turn = last.then(() => acrossTabs(work));
    // Resolves after the caller's continuation, so that the store has the outcome by then.
    last = Promise.allSettled([turn]).finally();
    return turn;
  };
}
