import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { publint } from 'publint';
import { describe, expect, it } from 'vitest';
import { packages, repository } from './support/packed-package.js';

describe.each(packages)('The tarball of $name', ({ name, folder, tarball, entries }) => {
  const files = execFileSync('tar', ['-tzf', tarball], { encoding: 'utf8' })
    .trim()
    .split('\n')
    .map((file) => file.replace(/^package\//, ''));
  const source = join(repository, 'packages', name.replace('@tandem-auth/', ''));
  const modules = files.filter((file) => file.endsWith('.js'));

  it('holds licence, readme, manifest and compiled modules, and nothing else', () => {
    const others = files.filter((file) => !/^dist\/[\w/-]+\.(js|js\.map|d\.ts)$/.test(file));
    expect(others.sort()).toEqual(['LICENSE', 'README.md', 'package.json']);
    expect(
      files.filter((file) => /test|spec|fixture/i.test(file) && !/^dist\/testing\//.test(file)),
    ).toEqual([]);
  });

  it('holds the project’s licence', () => {
    const licence = readFileSync(join(repository, 'LICENSE'), 'utf8');
    expect(readFileSync(join(folder, 'LICENSE'), 'utf8')).toBe(licence);
  });

  it('has types, a map and a source for each module', () => {
    expect(modules.length).toBeGreaterThan(0);
    for (const file of modules) {
      expect(files).toContain(file.replace(/\.js$/, '.d.ts'));
      expect(files).toContain(`${file}.map`);
      const made = ['.ts', '.tsx'].map((end) => file.replace(/^dist/, 'src').replace(/\.js$/, end));
      expect(
        made.some((path) => existsSync(join(source, path))),
        file,
      ).toBe(true);
    }
  });

  it('contains the sources in its maps, so that a debugger needs nothing else', () => {
    for (const file of modules) {
      const map = JSON.parse(readFileSync(join(folder, `${file}.map`), 'utf8'));
      expect(map.sourcesContent).toHaveLength(map.sources.length);
    }
  });

  it('contains no path of the machine that built it', () => {
    for (const file of files) {
      expect(readFileSync(join(folder, file), 'utf8')).not.toContain(repository.replace(/\/$/, ''));
    }
  });

  it('declares no side effects and no dependencies', () => {
    const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    expect(manifest).toMatchObject({ sideEffects: false, type: 'module', license: 'MIT' });
    expect(manifest.dependencies).toBeUndefined();
  });

  it('passes publint', async () => {
    const { messages } = await publint({ pkgDir: folder, level: 'suggestion', strict: true });
    expect(messages).toEqual([]);
  });

  it('resolves with its types wherever ESM works', () => {
    const attw = join(repository, 'node_modules/@arethetypeswrong/cli/dist/index.js');
    const args = [attw, tarball, '--profile', 'esm-only', '--format', 'json'];
    const report = JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8' }));
    expect(Object.keys(report.analysis.entrypoints)).toHaveLength(entries.length);
    // ESM only: resolution without `exports` or by `require` is not supported.
    const old = ['node10', 'node16-cjs'];
    const problems = report.analysis.problems as { resolutionKind?: string }[];
    expect(problems.filter(({ resolutionKind = '' }) => !old.includes(resolutionKind))).toEqual([]);
  });
});
