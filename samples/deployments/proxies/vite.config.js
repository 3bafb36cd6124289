import { defineConfig } from 'vite';

export default defineConfig({
  server: {
    proxy: {
      '/api': {
        target: 'http://127.0.0.1:5080',
        configure: (proxy) =>
          proxy.on('proxyReq', (request, { socket }) =>
            request.setHeader('X-Forwarded-For', socket.remoteAddress),
          ),
      },
    },
  },
});
