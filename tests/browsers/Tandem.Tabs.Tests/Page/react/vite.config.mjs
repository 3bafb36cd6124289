import { packedPackages } from '../../../../../eng/packed-packages.mjs';

// The development build of React: only there Strict Mode runs effects twice.
export default {
  root: import.meta.dirname,
  base: '/react-assets/',
  mode: 'development',
  logLevel: 'warn',
  define: { 'process.env.NODE_ENV': '"development"' },
  plugins: [packedPackages()],
  build: { target: 'es2022', minify: false, emptyOutDir: true, modulePreload: false, assetsInlineLimit: 0 },
};
