import { defineConfig } from 'vite';

const addressSeen = (request, { socket }) =>
  request.setHeader('X-Forwarded-For', socket.remoteAddress);

export default defineConfig({
  server: {
    proxy: {
      '/api': {
        target: 'http://127.0.0.1:5080',
        ws: true,
        configure: (proxy) => proxy.on('proxyReq', addressSeen).on('proxyReqWs', addressSeen),
      },
    },
  },
});
