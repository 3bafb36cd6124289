// Proxies of npm, most of them for development, on the shortest configuration that their documentation shows.
import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';

/** A proxy of npm, by its exact version. */
const npm = (name, packages, start, notes = {}) => ({
  name,
  packages,
  version: () => Object.values(packages)[0],
  start: (place) => {
    symlinkSync(join(place.packages, 'node_modules'), join(place.folder, 'node_modules'));
    return start(place);
  },
  notes,
});

const httpProxy = ({ port, backEnd }) => ({
  files: {
    'proxy.cjs': `
const proxy = require('http-proxy').createProxyServer({ target: 'http://127.0.0.1:${backEnd}' });
proxy.on('error', (error, request, response) => response.writeHead(502).end());
proxy.listen(${port}, '127.0.0.1');
`,
  },
  command: ['node', 'proxy.cjs'],
});

const middleware = ({ port, backEnd }) => ({
  files: {
    'proxy.cjs': `
const { createServer } = require('node:http');
const { createProxyMiddleware } = require('http-proxy-middleware');
const proxy = createProxyMiddleware({ target: 'http://127.0.0.1:${backEnd}' });
createServer((request, response) => proxy(request, response)).listen(${port}, '127.0.0.1');
`,
  },
  command: ['node', 'proxy.cjs'],
});

const webpack = ({ port, backEnd }) => ({
  files: {
    'page.js': '',
    'proxy.cjs': `
const Server = require('webpack-dev-server');
const compiler = require('webpack')({ mode: 'development', context: __dirname, entry: './page.js' });
const proxy = [{ context: ['/api'], target: 'http://127.0.0.1:${backEnd}' }];
new Server({ host: '127.0.0.1', port: ${port}, proxy }, compiler).start();
`,
  },
  command: ['node', 'proxy.cjs'],
});

const vite = ({ port, backEnd }) => ({
  files: {
    'vite.config.mjs': `
export default { server: { proxy: { '/api': 'http://127.0.0.1:${backEnd}' } } };
`,
  },
  command: [
    'node',
    'node_modules/vite/bin/vite.js',
    '--host',
    '127.0.0.1',
    '--port',
    port,
    '--strictPort',
  ],
});

function next({ folder, port, backEnd }) {
  mkdirSync(join(folder, 'app'));
  return {
    files: {
      'next.config.mjs': `
export default {
  rewrites: async () => [
    { source: '/api/:path*', destination: 'http://127.0.0.1:${backEnd}/api/:path*' },
  ],
};
`,
    },
    command: [
      'node',
      'node_modules/next/dist/bin/next',
      'dev',
      '--hostname',
      '127.0.0.1',
      '--port',
      port,
    ],
    environment: { NEXT_TELEMETRY_DISABLED: '1' },
  };
}

export const npmProxies = [
  npm('http-proxy', { 'http-proxy': '1.18.1' }, httpProxy, {
    serverDies: ' (as its handler says)',
  }),
  npm('http-proxy-middleware', { 'http-proxy-middleware': '3.0.11' }, middleware),
  npm('webpack-dev-server', { 'webpack-dev-server': '5.2.7', webpack: '5.113.0' }, webpack),
  npm('Vite', { vite: '8.4.0' }, vite),
  npm('Next.js rewrites', { next: '16.4.6', react: '19.3.1', 'react-dom': '19.3.1' }, next),
];
