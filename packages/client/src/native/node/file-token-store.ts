import { randomUUID } from 'node:crypto';
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { RefreshTokenStore } from '../refresh-token-store.js';

/**
 * Keeps the refresh token in a file that only its owner may read (mode 0600), in plain text, for
 * services and command-line programs. `protect` and `reveal` can encrypt it, for example with
 * Electron's `safeStorage`. The file is replaced atomically and is on disk before `set` resolves.
 */
export function fileTokenStore(
  path: string,
  { protect = (value: string) => value, reveal = (kept: string) => kept } = {},
): RefreshTokenStore {
  return {
    async get() {
      try {
        return reveal(await readFile(path, 'utf8'));
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
        throw error;
      }
    },
    async set(value) {
      const folder = dirname(path);
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const next = `${path}.${randomUUID()}`;
      try {
        await writeThrough(next, protect(value));
        await rename(next, path);
      } catch (error) {
        await rm(next, { force: true });
        throw error;
      }
      await syncFolder(folder);
    },
    delete: () => rm(path, { force: true }),
  };
}

async function writeThrough(path: string, content: string): Promise<void> {
  const file = await open(path, 'wx', 0o600);
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Makes the rename durable. Windows has no such call and needs none. */
async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
