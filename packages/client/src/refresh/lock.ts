import type { Clock } from '../clock.js';
import type { CrossTab } from '../tabs/cross-tab.js';

/**
 * Runs one auth request at a time: always within the tab, and across the tabs of an origin unless
 * the lock is not granted in time. The request then runs without it: the server accepts refreshes
 * that race. After one such wait the lock is only tried, until it is free again.
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
  // Whether a wait was in vain: whoever holds the lock may hold it for ever.
  let orphaned = false;

  async function acrossTabs<T>(work: () => Promise<T>): Promise<T> {
    if (!locks) return work();
    const wait = new AbortController();
    const cancel = clock.after(longestWait, () => wait.abort());
    let turn: Promise<T> | undefined;
    try {
      // The abort controller has the one option of a request that waits: its signal.
      const options = orphaned ? { ifAvailable: true } : wait;
      return await locks.request(name, options, (lock) => {
        orphaned = lock === null;
        turn = work();
        return turn;
      });
    } catch {
      orphaned ||= !turn;
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
