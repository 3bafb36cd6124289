import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'vite';
import { packedPackages } from '../../../eng/packed-packages.mjs';

export default defineConfig({
  // Templates are compiled here: compiling them in the browser would need 'unsafe-eval'.
  plugins: [packedPackages(), vue()],
  build: {
    target: 'es2022',
    // The server's Content-Security-Policy allows its own files only, so nothing may be inlined.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  server: {
    // For `npm run dev` beside a running CRM server.
    proxy: { '/api': 'http://127.0.0.1:5080' },
  },
});
