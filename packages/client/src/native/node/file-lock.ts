import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

/** How often a lock that is taken is looked at again, in milliseconds. */
const look = 25;

/**
 * Lets one process at a time work, by a file that names its holder. A holder that no longer runs
 * is not waited for; after `longestWait` milliseconds (default 13,000) it goes on without: the
 * server lets racing refreshes converge.
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
    else await pause(look);
  }
}

async function abandoned(path: string): Promise<boolean> {
  const holder = Number(await readFile(path, 'utf8').catch(() => ''));
  // Just taken, and not written yet, or just released.
  if (!holder) return false;
  try {
    process.kill(holder, 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH';
  }
}
