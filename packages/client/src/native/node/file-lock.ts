import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

/** How often a lock that another process holds is tried again, in milliseconds. */
const interval = 25;

/**
 * Lets one process at a time run `work`, by a file that contains the holder's process id. A lock of
 * a process that no longer runs is taken over. After `longestWait` milliseconds (default 13,000)
 * `work` runs without the lock: the server accepts refreshes that race.
 */
export function fileLock(
  path: string,
  { longestWait = 13_000 } = {},
): <T>(work: () => Promise<T>) => Promise<T> {
  return async (work) => {
    const held = await take(path, performance.now() + longestWait);
    try {
      return await work();
    } finally {
      if (held) await rm(path, { force: true });
    }
  };
}

async function take(path: string, until: number): Promise<boolean> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  for (;;) {
    try {
      await writeFile(path, String(process.pid), { flag: 'wx', mode: 0o600 });
      return true;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    if (performance.now() > until) return false;
    if (await abandoned(path)) await rm(path, { force: true });
    else await pause(interval);
  }
}

async function abandoned(path: string): Promise<boolean> {
  const holder = Number(await readFile(path, 'utf8').catch(() => ''));
  // The file was just created and is still empty, or was just removed.
  if (!holder) return false;
  try {
    process.kill(holder, 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH';
  }
}
