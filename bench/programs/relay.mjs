// Stands before a server, over HTTP or HTTPS, and remembers the cookies of every request.
import { once } from 'node:events';
import { createServer, request } from 'node:http';
import { createServer as createSecureServer } from 'node:https';

export class Relay {
  #server;
  seen = [];

  /** @param tls The certificate and key, or undefined for HTTP. */
  constructor(tls) {
    const pass = (incoming, response) => this.#pass(incoming, response);
    this.isSecure = tls !== undefined;
    this.#server = this.isSecure ? createSecureServer(tls, pass) : createServer(pass);
  }

  async listen() {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    const { port } = this.#server.address();
    this.url = this.isSecure ? `https://localhost:${port}` : `http://127.0.0.1:${port}`;
  }

  close() {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  #pass(incoming, response) {
    this.seen.push({ path: incoming.url, cookie: incoming.headers.cookie });
    const { method, url: path, socket } = incoming;
    const headers = {
      ...incoming.headers,
      'x-forwarded-for': socket.remoteAddress,
      'x-forwarded-proto': this.isSecure ? 'https' : 'http',
    };
    const outgoing = request({ host: '127.0.0.1', port: this.target, method, path, headers });
    outgoing.on('response', (answer) => {
      response.writeHead(answer.statusCode, answer.rawHeaders);
      answer.pipe(response);
    });
    outgoing.on('error', () => response.destroy());
    incoming.pipe(outgoing);
  }
}
