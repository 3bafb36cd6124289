import { execFileSync } from 'node:child_process';
import { cpSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { packedPackagesFolder } from '../../../eng/packed-packages.mjs';
import { repository } from './support/packed-package.js';

/** Compiles a folder against the unpacked tarballs. Returns the output of the compiler. */
function compile(folder: string, name: string, more: object = {}): string {
  const copy = join(packedPackagesFolder, name);
  rmSync(copy, { recursive: true, force: true });
  cpSync(join(repository, folder), copy, { recursive: true });
  const compilerOptions = { noEmit: true, types: ['node'], jsx: 'react-jsx', ...more };
  const config = {
    extends: join(repository, 'tsconfig.base.json'),
    compilerOptions,
    include: ['.'],
  };
  writeFileSync(join(copy, 'tsconfig.json'), JSON.stringify(config));
  const args = [join(repository, 'node_modules/typescript/bin/tsc'), '--listFilesOnly', '-p', copy];
  const read = execFileSync(process.execPath, args, { encoding: 'utf8' });
  expect(read).toContain('artifacts/packages/node_modules/@tandem-auth/client/dist/index.d.ts');
  expect(read).not.toContain('/packages/client/src/');
  try {
    return execFileSync(
      process.execPath,
      args.filter((word) => word !== '--listFilesOnly'),
      { encoding: 'utf8' },
    );
  } catch (error) {
    return (error as { stdout: string }).stdout;
  }
}

describe('The types of the packed packages', () => {
  it('describe the public API as applications use it', () => {
    expect(compile('tests/packages/types', 'types')).toBe('');
  });

  it('fit the snippets of the guides', () => {
    expect(compile('tests/snippets', 'snippets', { allowJs: true, checkJs: true })).toBe('');
  });

  it('are found by a project that resolves as Node.js does', () => {
    const node = { module: 'nodenext', moduleResolution: 'nodenext' };
    expect(compile('tests/packages/types', 'types-node', node)).toBe('');
  });
});
