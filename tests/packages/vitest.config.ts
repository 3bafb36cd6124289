import { defineConfig } from 'vitest/config';

// Each test packs, bundles or compiles: on a busy machine that takes a while.
export default defineConfig({
  test: { include: ['test/**/*.test.ts'], testTimeout: 120_000 },
});
