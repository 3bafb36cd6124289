import { fileURLToPath } from 'node:url';
import { defineConfig, type TestProjectInlineConfiguration } from 'vitest/config';

const place = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** The tests on one version of React. Everything that renders has to use the same one. */
function on(version: string, modules: string): TestProjectInlineConfiguration {
  return {
    resolve: {
      alias: [
        { find: /^react(-dom)?(?=\/|$)/, replacement: place(`${modules}/react$1`) },
        // The ES module: an alias does not apply to what CommonJS requires.
        {
          find: /^@testing-library\/react$/,
          replacement: place(
            '../../node_modules/@testing-library/react/dist/@testing-library/react.esm.js',
          ),
        },
      ],
    },
    test: {
      name: `react ${version}`,
      include: ['test/*.test.{ts,tsx}'],
      exclude: ['test/documents.test.ts'],
      environment: 'happy-dom',
      // The tests' server is on another port than their page.
      environmentOptions: {
        happyDOM: { settings: { fetch: { disableSameOriginPolicy: true } } },
      },
      env: { REACT_VERSION: version },
      setupFiles: ['test/support/setup.ts'],
      server: { deps: { inline: [/@testing-library\/react/, /@tanstack\/react-query/] } },
      testTimeout: 60_000,
    },
  };
}

export default defineConfig({
  test: {
    projects: [
      on('19', '../../node_modules'),
      on('18.2', '../../tests/react-18/node_modules'),
      { test: { name: 'documents', include: ['test/documents.test.ts'] } },
    ],
  },
});
