import { execFileSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { packedPackagesFolder } from '../../../eng/packed-packages.mjs';
import { packages } from './support/packed-package.js';

/** Runs a module in a folder where Node.js finds the unpacked packages. */
function run(source: string): string {
  return execFileSync(process.execPath, ['--input-type=module', '--eval', source], {
    cwd: packedPackagesFolder,
    encoding: 'utf8',
  });
}

it.each(packages.flatMap(({ entries }) => entries))(
  'Node imports %s without a bundler',
  (entry) => {
    const where = run(
      `await import('${entry}'); process.stdout.write(import.meta.resolve('${entry}'));`,
    );
    expect(where).toContain('/artifacts/packages/node_modules/@tandem-auth/');
  },
);

it('A client without a page does not keep the process running', () => {
  const said = run(`
    import { createAuthClient } from '@tandem-auth/client';
    const auth = createAuthClient({ baseURL: 'http://127.0.0.1:1' });
    const { status, error } = await auth.start();
    auth.dispose();
    process.stdout.write([status, error.code].join());
  `);
  expect(said).toBe('stale,network_error');
});
