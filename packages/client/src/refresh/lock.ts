import type { Clock } from '../clock.js';
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
    let turn: ReturnType<typeof work> | undefined;
    try {
      return await locks.request(name, { signal: wait.signal }, () => {
        turn = work();
        return turn;
      });
    } catch {
      // Waited too long, or the context (a sandboxed frame) may not use locks: goes on without.
      return await (turn ?? work());
    } finally {
      cancel();
    }
  };
}

function createTabLocks(): CrossTab['locks'] {
  let last: Promise<unknown> = Promise.resolve();
  return {
    // Nobody waits for ever here: what stands in line is limited in time.
    request(_name, _options, work) {
      const turn = last.then(work);
      // Later than the caller's own continuation: what it brings home is then in the store.
      last = Promise.allSettled([turn]).finally();
      return turn;
    },
  };
}
