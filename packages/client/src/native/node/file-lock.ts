import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

/** How often a lock that another process holds is tried again, in milliseconds. */
const interval = 25;

/** How often the holder renews the file's time, and after how long without it the lock is free. */
const renewal = 500;
const stale = 5 * renewal;

/**
 * Lets one process at a time run `work`, by a file that contains the holder's process id and whose
 * time the holder renews. A lock is taken over if its time was not renewed, or its process no longer
 * runs. After `longestWait` milliseconds (default 13,000) `work` runs without the lock: the server
 * accepts refreshes that race.
 */
export function fileLock(
  path: string,
  { longestWait = 13_000 } = {},
): <T>(work: () => Promise<T>) => Promise<T> {
  return async (work) => {
    const holder = `${process.pid} ${randomUUID()}`;
    const held = await take(path, holder, performance.now() + longestWait);
    const renewing = held && setInterval(() => void renew(path, holder), renewal).unref();
    try {
      return await work();
    } finally {
      if (renewing) clearInterval(renewing);
      // Another process may have taken it over.
      if (held && (await read(path)) === holder) await rm(path, { force: true });
    }
  };
}

async function take(path: string, holder: string, until: number): Promise<boolean> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  for (;;) {
    try {
      await writeFile(path, holder, { flag: 'wx', mode: 0o600 });
      return true;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    if (performance.now() > until) return false;
    if (await abandoned(path)) await rm(path, { force: true });
    else await pause(interval);
  }
}

const read = (path: string) => readFile(path, 'utf8').catch(() => '');

async function renew(path: string, holder: string): Promise<void> {
  const now = new Date();
  // A file system that keeps no times costs the others their wait, and nothing else.
  if ((await read(path)) === holder) await utimes(path, now, now).catch(() => {});
}

async function abandoned(path: string): Promise<boolean> {
  const renewed = await stat(path).then(
    ({ mtimeMs }) => mtimeMs,
    () => Number.NaN,
  );
  // Not a number if it was just released. A time in the future is of a clock that was set back.
  if (Number.isNaN(renewed)) return false;
  if (Math.abs(Date.now() - renewed) > stale) return true;
  const holder = Number.parseInt(await read(path), 10);
  // The file was just created and is still empty.
  if (!holder) return false;
  // Of an earlier process with this one's id, as in a container, where it is always the same.
  if (holder === process.pid) return renewed < performance.timeOrigin;
  try {
    process.kill(holder, 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH';
  }
}
