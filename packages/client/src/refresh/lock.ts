import type { Clock } from '../clock.js';
import type { CrossTab } from '../tabs/cross-tab.js';

/**
 * Runs one auth request at a time: always within the tab, and across the tabs of an origin unless
 * the turn does not come within the waiting time: the server converges racing refreshes.
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
      // Waited too long, or the context (a sandboxed frame) may not use locks: goes on without.
      return await (turn ?? work());
    } finally {
      cancel();
    }
  }

  return (work) => {
    // Nobody waits for ever here: what stands in line is limited in time.
    const turn = last.then(() => acrossTabs(work));
    // Later than the caller's own continuation: what it brings home is then in the store.
    last = Promise.allSettled([turn]).finally();
    return turn;
  };
}
