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

  it('has for each module its types, its map, and a source it was made from', () => {
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

  it('brings the sources inside its maps, so that a debugger needs nothing else', () => {
    for (const file of modules) {
      const map = JSON.parse(readFileSync(join(folder, `${file}.map`), 'utf8'));
      expect(map.sourcesContent).toHaveLength(map.sources.length);
    }
  });

  it('tells nothing of the machine it was made on', () => {
    for (const file of files) {
      expect(readFileSync(join(folder, file), 'utf8')).not.toContain(repository.replace(/\/$/, ''));
    }
  });

  it('says that its modules have no side effects, and asks for no dependency', () => {
    const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    expect(manifest).toMatchObject({ sideEffects: false, type: 'module', license: 'MIT' });
    expect(manifest.dependencies).toBeUndefined();
  });

  it('has nothing that publint would mention', async () => {
    const { messages } = await publint({ pkgDir: folder, level: 'suggestion', strict: true });
    expect(messages).toEqual([]);
  });

  it('resolves with its types wherever ESM does', () => {
    const attw = join(repository, 'node_modules/@arethetypeswrong/cli/dist/index.js');
    const words = [attw, tarball, '--profile', 'esm-only', '--format', 'json'];
    const said = JSON.parse(execFileSync(process.execPath, words, { encoding: 'utf8' }));
    expect(Object.keys(said.analysis.entrypoints)).toHaveLength(entries.length);
    // ESM only: who resolves as before there was `exports`, or by `require`, is not served.
    const old = ['node10', 'node16-cjs'];
    const problems = said.analysis.problems as { resolutionKind?: string }[];
    expect(problems.filter(({ resolutionKind = '' }) => !old.includes(resolutionKind))).toEqual([]);
  });
});
