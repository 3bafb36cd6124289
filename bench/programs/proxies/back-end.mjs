// A server of raw sockets: it does what the path of a request says, and remembers every request.
import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout as after } from 'node:timers/promises';

/** Two refresh cookies' worth of headers, in the form that a proxy must not change. */
export const cookies = [
  '__Host-r=a; Path=/; Secure; HttpOnly; SameSite=Lax',
  'r=; Path=/; Expires=Thu, 01 Jan 1970 00:00:00 GMT; Max-Age=0',
  '__Host-r=b; Path=/; Secure; HttpOnly; SameSite=None; Partitioned',
];

/** How far apart the two events of a stream are. */
export const pause = 2000;

const response = (headers, body = 'answered') =>
  [
    'HTTP/1.1 200 OK',
    'Content-Type: text/plain',
    'Cache-Control: no-store',
    ...cookies.map((cookie) => `Set-Cookie: ${cookie}`),
    ...headers,
    `Content-Length: ${body.length}`,
    '',
    body,
  ].join('\r\n');

const deeds = {
  close: (socket) => socket.end(response(['Connection: close'])),
  keep: (socket, request) =>
    request.isLast
      ? socket.end(response(['Connection: close']))
      : socket.write(response(['Connection: keep-alive'])),
  die: (socket) => socket.destroy(),
  // The connection that is kept ends; a new one is answered.
  race: (socket, request) =>
    request.number > 1 ? socket.destroy() : socket.end(response(['Connection: close'])),
  silent: () => {},
  head: (socket, request) =>
    socket.end(response([`X-Long: ${'a'.repeat(Number(request.rest))}`, 'Connection: close'])),
  stream,
};

async function stream(socket, request) {
  const chunked = request.version === '1.1';
  const event = (text) =>
    socket.write(chunked ? `${text.length.toString(16)}\r\n${text}\r\n` : text);
  const framing = chunked ? ['Transfer-Encoding: chunked'] : ['Connection: close'];
  const headers = ['Content-Type: text/event-stream', 'Cache-Control: no-store', ...framing];
  socket.write(`HTTP/1.1 200 OK\r\n${headers.join('\r\n')}\r\n\r\n`);
  for (const name of ['one', 'two', 'three']) {
    event(`data: ${name}\n\n`);
    await after(pause);
  }
  socket.end(chunked ? '0\r\n\r\n' : '');
}

/** The first request of a text, and where it ends; undefined while it is not whole. */
function read(text) {
  const end = text.indexOf('\r\n\r\n');
  if (end < 0) return undefined;
  const head = text.slice(0, end);
  const length = bodyEnd(head, text, end + 4);
  if (length === undefined) return undefined;
  const [, method, path, version] = /^(\S+) (\S+) HTTP\/(\S+)/.exec(head);
  const [, deed, rest] = /^\/api\/(\w+)\/(.*)$/.exec(path) ?? [path, 'close', ''];
  const isLast = version === '1.0' || /^connection: close/im.test(head);
  return { method, path, version, deed, rest, isLast, head, end: length };
}

function bodyEnd(head, text, start) {
  if (/^transfer-encoding: chunked/im.test(head)) {
    const last = text.indexOf('0\r\n\r\n', start);
    return last < 0 ? undefined : last + 5;
  }
  const end = start + Number(/^content-length: (\d+)/im.exec(head)?.[1] ?? 0);
  return text.length < end ? undefined : end;
}

export class BackEnd {
  #server = createServer((socket) => this.#serve(socket));
  #sockets = new Set();
  requests = [];

  async listen() {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    this.port = this.#server.address().port;
  }

  /** The requests for a path. */
  seen(path) {
    return this.requests.filter((request) => request.path === path);
  }

  close() {
    for (const socket of this.#sockets) socket.destroy();
    this.#server.close();
  }

  #serve(socket) {
    let text = '';
    let number = 0;
    this.#sockets.add(socket);
    socket
      .setEncoding('latin1')
      .setNoDelay()
      .on('error', () => {})
      .on('close', () => this.#sockets.delete(socket))
      .on('data', (data) => {
        text += data;
        for (let request = read(text); request !== undefined; request = read(text)) {
          text = text.slice(request.end);
          number++;
          this.requests.push({ ...request, number, socket });
          deeds[request.deed](socket, { ...request, number });
        }
      });
  }
}
