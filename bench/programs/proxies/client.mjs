// A client of raw sockets: it sends what it is given, and says what came.
import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as after } from 'node:timers/promises';

/** The text of a request. */
export const request = (method, path, headers = [], body = undefined, version = '1.1') =>
  [
    `${method} ${path} HTTP/${version}`,
    'Host: localhost',
    ...headers,
    ...(body === undefined ? [] : [`Content-Length: ${body.length}`]),
    '',
    body ?? '',
  ].join('\r\n');

export class Connection {
  #socket;
  #text = '';
  #closed = false;

  static async open(port) {
    const connection = new Connection();
    connection.#socket = connect(port, '127.0.0.1');
    connection.#socket
      .setEncoding('latin1')
      .on('error', () => {})
      .on('close', () => {
        connection.#closed = true;
      })
      .on('data', (text) => {
        connection.#text += text;
      });
    await once(connection.#socket, 'connect');
    return connection;
  }

  /** Sends a request. Its response: a status, 'nothing' if the connection ended before one, or undefined if none came in time. */
  async send(text, seconds = 15) {
    this.#text = '';
    this.#socket.write(text);
    const start = Date.now();
    while (!this.#hasStatus && !this.#closed && Date.now() - start < seconds * 1000)
      await after(20);
    const waited = (Date.now() - start) / 1000;
    // The rest of the response.
    if (this.#hasStatus) await after(100);
    const status = /^HTTP\/1\.\d (\d+)/.exec(this.#text)?.[1];
    return { status: status ?? (this.#closed ? 'nothing' : undefined), text: this.#text, waited };
  }

  end() {
    this.#socket.destroy();
  }

  get #hasStatus() {
    return /^HTTP\/1\.\d (?!1)\d+/.test(this.#text) && this.#text.includes('\r\n\r\n');
  }
}

/** Sends one request on a connection of its own. */
export async function send(port, text, seconds) {
  const connection = await Connection.open(port);
  try {
    return await connection.send(text, seconds);
  } finally {
    connection.end();
  }
}
