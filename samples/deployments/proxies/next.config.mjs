export default {
  compress: false,
  experimental: { proxyTimeout: 3_600_000 },
  rewrites: async () => [
    { source: '/api/:path*', destination: 'http://127.0.0.1:5080/api/:path*' },
  ],
};
