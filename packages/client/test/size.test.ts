import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build, type Rollup } from 'vite';
import { expect, it } from 'vitest';

const budget = 5_300;

it(`The whole package is at most ${budget} bytes of gzip, and needs nothing else`, async () => {
  const output = (await build({
    configFile: false,
    logLevel: 'warn',
    build: {
      write: false,
      minify: true,
      modulePreload: false,
      target: 'es2022',
      rollupOptions: {
        input: fileURLToPath(new URL('../src/index.ts', import.meta.url)),
        preserveEntrySignatures: 'strict',
      },
    },
  })) as Rollup.RollupOutput;
  const [chunk, ...others] = output.output;
  const size = gzipSync(chunk.code, { level: 9 }).length;
  process.stdout.write(`@tandem-auth/client: ${size} bytes of gzip\n`);
  expect(others).toEqual([]);
  expect(chunk.imports).toEqual([]);
  expect(chunk.exports).toContain('createAuthClient');
  expect(size).toBeLessThanOrEqual(budget);
});
