import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build, type Rollup } from 'vite';
import { expect, it } from 'vitest';

const entries = [
  {
    name: '@tandem-auth/react',
    source: '../../src/index.ts',
    budget: 1_500,
    needs: ['react', 'react/jsx-runtime'],
  },
  {
    name: '@tandem-auth/react/query',
    source: '../../src/query/index.ts',
    budget: 400,
    needs: ['@tandem-auth/client'],
  },
];

it.each(entries)('$name is at most $budget bytes of gzip, beside $needs', async (entry) => {
  const output = (await build({
    configFile: false,
    logLevel: 'error',
    // As applications are built; in a test it would be the one for development.
    oxc: { jsx: { runtime: 'automatic', development: false } },
    build: {
      write: false,
      minify: true,
      modulePreload: false,
      target: 'es2022',
      rollupOptions: {
        input: fileURLToPath(new URL(entry.source, import.meta.url)),
        preserveEntrySignatures: 'strict',
        external: [/^react(?=\/|$)/, '@tandem-auth/client', '@tanstack/react-query'],
      },
    },
  })) as Rollup.RollupOutput;
  const [chunk, ...others] = output.output;
  const size = gzipSync(chunk.code, { level: 9 }).length;
  process.stdout.write(`${entry.name}: ${size} bytes of gzip\n`);
  expect(others).toEqual([]);
  expect([...chunk.imports].sort()).toEqual(entry.needs);
  expect(chunk.exports.length).toBeGreaterThan(2);
  expect(size).toBeLessThanOrEqual(entry.budget);
});

it('The entry point is for the client side of frameworks that have two', () => {
  const source = readFileSync(new URL('../../src/index.ts', import.meta.url), 'utf8');
  expect(source.startsWith("'use client';\n")).toBe(true);
});
