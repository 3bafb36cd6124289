import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { bundle } from './support/bundle.js';
import { packages, react } from './support/packed-package.js';

const elsewhere = [/^react(?=\/|$)/, '@tanstack/react-query', 'axios'];

const budgets = [
  { entry: '@tandem-auth/client', budget: 6_100, imports: [] },
  { entry: '@tandem-auth/client/axios', budget: 600, imports: ['axios'] },
  { entry: '@tandem-auth/react', budget: 1_500, imports: ['react', 'react/jsx-runtime'] },
  { entry: '@tandem-auth/react/query', budget: 400, imports: ['@tandem-auth/client'] },
];

describe('A page that imports', () => {
  it.each(budgets)(
    'all of $entry gets at most $budget bytes of gzip, and needs $imports',
    async ({ entry, budget, imports }) => {
      // The client is not counted again in what is built on it.
      const external =
        entry === '@tandem-auth/client' ? elsewhere : [...elsewhere, '@tandem-auth/client'];
      const bundled = await bundle(`export * from '${entry}';`, external);
      process.stdout.write(`${entry}: ${bundled.size} bytes of gzip\n`);
      expect(bundled.imports).toEqual(imports);
      expect(bundled.size).toBeLessThanOrEqual(budget);
    },
  );

  it.each([
    ['safeReturnTo', 350],
    ['isAuthError', 300],
    ['isTransient', 300],
  ])('only %s gets hardly more than that: at most %i bytes of gzip', async (name, budget) => {
    const { size, modules } = await bundle(`export { ${name} } from '@tandem-auth/client';`);
    expect(modules.join()).toMatch(/safe-return-to|errors/);
    expect(modules.join()).not.toMatch(/session-store|refresher|create-auth-client/);
    expect(size).toBeLessThanOrEqual(budget);
  });

  it.each(packages.flatMap(({ entries }) => entries))(
    '%s and uses nothing of it gets nothing',
    async (entry) => {
      expect((await bundle(`import '${entry}';`)).code).toBe('');
    },
  );

  it('the client gets no module of its other entries', async () => {
    const { modules } = await bundle(`export * from '@tandem-auth/client';`);
    expect(modules).toContain('client/dist/create-auth-client.js');
    expect(
      modules.filter((path) =>
        /^client\/dist\/(axios|development|native|testing|storage)\//.test(path),
      ),
    ).toEqual([]);
  });
});

describe('While an application is developed, a page gets the module that explains', () => {
  it.each([
    ['@tandem-auth/client', 'createAuthClient', 'may not be read', elsewhere],
    ['@tandem-auth/client/axios', 'attachAuth', 'no access token goes there', elsewhere],
  ])('%s', async (entry, name, explanation, external) => {
    const source = `export { ${name} } from '${entry}';`;
    expect((await bundle(source, external, 'development')).code).toContain(explanation);
    expect((await bundle(source, external)).code).not.toContain(explanation);
  });
});

it('The React package is for the client side of frameworks that have two', () => {
  const entry = readFileSync(join(react.folder, 'dist/index.js'), 'utf8');
  expect(entry.startsWith("'use client';\n")).toBe(true);
});
