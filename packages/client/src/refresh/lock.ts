import type { Clock } from '../clock.js';
import { raceAbort } from '../requests/race-abort.js';
import type { CrossTab } from '../tabs/cross-tab.js';

/**
 * Runs one auth request at a time across the tabs of an origin. Whoever does not get its turn
 * within the waiting time goes on without: the server converges racing refreshes.
 */
export type Lock = <T>(work: () => Promise<T>) => Promise<T>;

export function createLock(
  name: string,
  clock: Clock,
  longestWait: number,
  // Absent in insecure contexts and on servers; then the tab is at least in order with itself.
  locks: CrossTab['locks'] = globalThis.navigator?.locks ?? createTabLocks(),
): Lock {
  return async (work) => {
    const wait = new AbortController();
    const cancel = clock.after(longestWait, () => wait.abort());
    let granted = false;
    const hold = () => {
      granted = true;
      return work();
    };
    try {
      return await locks.request(name, { signal: wait.signal }, hold);
    } catch (error) {
      if (granted) throw error;
      // Waited too long, or the context (a sandboxed frame) may not use locks.
      return await work();
    } finally {
      cancel();
    }
  };
}

function createTabLocks(): CrossTab['locks'] {
  let last: Promise<unknown> = Promise.resolve();
  return {
    request(_name, { signal }, work) {
      const turn = last;
      const result = raceAbort(turn, signal).then(work);
      last = Promise.allSettled([turn, result]);
      return result;
    },
  };
}
