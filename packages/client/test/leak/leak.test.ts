import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { type PlantedFault, withBundle } from '../support/bundle.js';

/** Bytes. The heap grows by compiled code as well; an object that is never freed counts 8,000 times. */
const allowance = 500_000;

/** In a process of its own, where nothing else is collected or kept. */
async function refreshManyTimes(fault?: PlantedFault) {
  const counts = fault ? ['1000', '4000'] : ['2000', '10000'];
  const { stdout } = await withBundle('test/leak/refresh-many-times.ts', fault, (file) =>
    promisify(execFile)(process.execPath, ['--expose-gc', file, ...counts]),
  );
  return JSON.parse(stdout);
}

const timeout = 300_000;

it('10,000 refreshes leak nothing', { timeout }, async () => {
  const { growth, ...left } = await refreshManyTimes();
  process.stdout.write(`Heap after 8,000 refreshes more: ${growth} bytes more\n`);
  expect(left).toMatchObject({ timers: 0, listeners: 0, locks: 0, channels: 0 });
  expect(left.generation).toBe(10_000);
  expect(growth).toBeLessThan(allowance);
});

it('A client that keeps every state it had is detected', { timeout }, async () => {
  const { growth } = await refreshManyTimes({
    file: 'session/session-store.ts',
    find: 'snapshot = Object.freeze(next);',
    replace: 'snapshot = Object.freeze(next); (globalThis.kept ??= []).push(next);',
  });
  expect(growth).toBeGreaterThan(allowance);
});

it('A client that does not remove its listeners is detected', { timeout }, async () => {
  const { listeners } = await refreshManyTimes({
    file: 'wake-up.ts',
    find: 'page.removeEventListener?.(name, look)',
    replace: 'void name',
  });
  expect(listeners).toBe(6);
});
