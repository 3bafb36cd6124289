import { describe, expect, it } from 'vitest';
import { bundle } from './support/bundle.js';
import { packages } from './support/packed-package.js';

describe('A page that imports', () => {
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
      modules.filter((path) => /^client\/dist\/(axios|native|testing|storage)\//.test(path)),
    ).toEqual([]);
  });

  it('the axios adapter gets at most 600 bytes of gzip, and axios once', async () => {
    const { code, size } = await bundle(`export * from '@tandem-auth/client/axios';`, ['axios']);
    process.stdout.write(`@tandem-auth/client/axios: ${size} bytes of gzip\n`);
    expect(code.match(/from ?["'`]axios["'`]/g)).toHaveLength(1);
    expect(size).toBeLessThanOrEqual(600);
  });
});
