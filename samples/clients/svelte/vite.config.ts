import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';
import { packedPackages } from '../../../eng/packed-packages.mjs';

export default defineConfig({
  plugins: [packedPackages(), svelte()],
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
