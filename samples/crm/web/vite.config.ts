import { defineConfig } from 'vitest/config';
import { packedPackages } from '../../../eng/packed-packages.mjs';

export default defineConfig({
  plugins: [packedPackages()],
  build: {
    target: 'es2022',
    // The server's Content-Security-Policy allows its own files only, so nothing may be inlined.
    assetsInlineLimit: 0,
    rolldownOptions: {
      // Mantine has directives for server components, which this application does not use.
      onLog: (level, log, report) =>
        log.code === 'MODULE_LEVEL_DIRECTIVE' ? undefined : report(level, log),
    },
    modulePreload: { polyfill: false },
  },
  server: {
    // For `npm run dev` beside a running CRM server.
    proxy: { '/api': 'http://127.0.0.1:5080' },
  },
  test: { include: ['test/**/*.test.ts'] },
});
