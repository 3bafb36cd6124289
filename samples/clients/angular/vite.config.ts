import linker from '@angular/compiler-cli/linker/babel';
import { transformAsync } from '@babel/core';
import { defineConfig, type Plugin } from 'vite';
import { packedPackages } from '../../../eng/packed-packages.mjs';

/** Angular's own packages are compiled half-way. `ng build` does the rest; here, their linker does. */
const linked: Plugin = {
  name: 'angular-linker',
  async transform(code, id) {
    if (!id.includes('/@angular/') || !code.includes('ɵɵngDeclare')) return null;
    const result = await transformAsync(code, {
      plugins: [linker],
      filename: id,
      sourceMaps: true,
      compact: false,
      configFile: false,
      babelrc: false,
    });
    return result?.code ? { code: result.code, map: result.map ?? null } : null;
  },
};

// Bundles what `ngc` made in `artifacts`.
export default defineConfig({
  plugins: [packedPackages(), linked],
  define: { ngDevMode: 'false', ngI18nClosureMode: 'false', ngServerMode: 'false' },
  build: {
    target: 'es2022',
    // The server's Content-Security-Policy allows its own files only, so nothing may be inlined.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
});
