// Lets anybody sign in, then reads a refresh to its end and closes the connection without a response. It counts the refreshes.
import { once } from 'node:events';
import { createServer } from 'node:http';

const signIn = {
  'Content-Type': 'application/json',
  'Set-Cookie': 'refreshToken=a; Path=/; Max-Age=600; HttpOnly',
};

export class ClosingServer {
  #server;
  refreshes = 0;

  /** @param keeps Whether the refresh may come on the connection of the sign-in. */
  constructor(keeps) {
    this.#server = createServer(async (request, response) => {
      request.resume();
      await once(request, 'end');
      if (request.url.endsWith('/login')) {
        response.writeHead(200, keeps ? signIn : { ...signIn, Connection: 'close' }).end('{}');
      } else {
        this.refreshes++;
        request.socket.destroy();
      }
    });
  }

  async listen() {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    this.url = `http://127.0.0.1:${this.#server.address().port}`;
  }

  close() {
    this.#server.closeAllConnections();
    this.#server.close();
  }
}
