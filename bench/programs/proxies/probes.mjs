// What is asked of each proxy; one function for each column.
import { once } from 'node:events';
import { get } from 'node:http';
import { createBrotliDecompress, createGunzip } from 'node:zlib';
import { cookies, pause } from './back-end.mjs';
import { Connection, request, send } from './client.mjs';

const times = (number) => ['never', 'once', 'twice'][number] ?? `${number} times`;

/** The values of a header; `a|b` are two headers. */
const headerValues = (head, name) =>
  [...head.matchAll(new RegExp(`^(?:${name}): (.*?)\\r?$`, 'gim'))].map(([, value]) => value);

async function forwardedFor({ port, backEnd }) {
  const path = '/api/close/forwarded';
  await send(port, request('GET', path, ['X-Forwarded-For: 203.0.113.7']));
  const addresses = headerValues(backEnd.seen(path)[0].head, 'x-forwarded-for').join();
  if (addresses === '203.0.113.7') return 'passed on';
  return addresses.includes('203.0.113.7') ? 'appended to' : 'dropped';
}

async function withoutLength({ port, backEnd }) {
  const path = '/api/close/no-length';
  const { status } = await send(port, request('POST', path));
  const old = await send(port, request('POST', `${path}-1.0`, [], undefined, '1.0'));
  const seen = backEnd.seen(path)[0];
  const way = seen === undefined ? status : howItWasPassed(seen);
  return way === status || old.status === '200' ? way : `${way}; from HTTP/1.0: ${old.status}`;
}

function howItWasPassed({ head, version }) {
  const [length] = headerValues(head, 'content-length|transfer-encoding');
  if (length !== undefined) return length === '0' ? 'length 0 added' : length;
  return version === '1.0' ? 'passed as HTTP/1.0' : 'passed';
}

/** The server reads a POST and ends the connection: what the client gets, and how often the POST was sent at most. */
async function serverDies({ port, backEnd }) {
  const fresh = await dies(port, backEnd, 'body', '{}');
  const bare = await dies(port, backEnd, 'no-body', '');
  const kept = await onKeptConnection(port, backEnd, '/api/die/kept');
  const numbers = {
    '': fresh.sent,
    ' without a body': bare.sent,
    ' on a kept connection': kept.sent,
  };
  const [most, where] = Object.entries(numbers).reduce(
    (found, [name, number]) => (number > found[0] ? [number, name] : found),
    [0, ''],
  );
  return most > 1 ? `${fresh.status}; sent ${times(most)}${where}` : fresh.status;
}

async function dies(port, backEnd, name, body) {
  const path = `/api/die/${name}`;
  const { status } = await send(port, request('POST', path, [], body));
  return {
    status: status === 'nothing' ? 'closed without a response' : status,
    sent: backEnd.seen(path).length,
  };
}

/** Two requests on one connection of the client, the first of which leaves a connection to the server open. */
async function onKeptConnection(port, backEnd, path) {
  const connection = await Connection.open(port);
  try {
    const first = `/api/keep${path.slice(4)}`;
    await connection.send(request('GET', first));
    const { status } = await connection.send(request('POST', path, [], ''));
    const seen = backEnd.seen(path);
    const isNew = seen[0]?.socket !== backEnd.seen(first)[0]?.socket;
    return { status, sent: seen.length, isNew, keeps: !backEnd.seen(first)[0]?.isLast };
  } finally {
    connection.end();
  }
}

async function keptConnectionEnds({ port, backEnd }) {
  const { status, sent, isNew, keeps } = await onKeptConnection(port, backEnd, '/api/race/kept');
  if (!keeps) return 'keeps none';
  if (isNew) return 'sent on a new connection';
  if (status === 'nothing') return 'closed without a response';
  return sent > 1 ? `sent ${times(sent)}` : status;
}

/** A server that says nothing to a POST: after how many seconds the proxy answers for it. Some send a GET again and wait longer. */
export async function firstByte({ port, wait }) {
  const { status, waited } = await send(port, request('POST', '/api/silent/first', [], '{}'), wait);
  return status === undefined ? `over ${wait} s` : `${Math.round(waited)} s: ${status}`;
}

const kilobytes = (bytes) => Math.round(bytes / 1024);

/** The largest length, in steps of 256 bytes, that still passes. */
async function largest(passes, most) {
  let [good, bad] = [0, most / 256 + 1];
  while (bad - good > 1) {
    const middle = Math.floor((good + bad) / 2);
    if (await passes(middle * 256)) good = middle;
    else bad = middle;
  }
  return good * 256 >= most ? `over ${kilobytes(most)} KB` : `${kilobytes(good * 256)} KB`;
}

const requestHeader = ({ port }) =>
  largest(async (length) => {
    const path = `/api/close/header-${length}`;
    const long = [`X-Long: ${'a'.repeat(length)}`, 'Connection: close'];
    return (await send(port, request('GET', path, long))).status === '200';
  }, 256 * 1024);

const responseHeader = ({ port }) =>
  largest(async (length) => {
    const path = `/api/head/${length}`;
    return (await send(port, request('GET', path, ['Connection: close']))).status === '200';
  }, 256 * 1024);

/** Whether the first event of a stream arrives before the second is sent, at a client that accepts no compression, and at one that does. */
async function streams(proxy) {
  const plain = await streamed(proxy, 'plain', {});
  const packed = await streamed(proxy, 'packed', { 'Accept-Encoding': 'gzip, br' });
  if (plain.held) return 'held back';
  if (packed.held) return 'compressed and held back';
  return packed.encoding === undefined ? 'at once' : 'at once, compressed';
}

async function streamed({ port }, name, headers) {
  const start = Date.now();
  const [response] = await once(
    get({ port, host: '127.0.0.1', path: `/api/stream/${name}`, headers, agent: false }),
    'response',
  );
  const encoding = response.headers['content-encoding'];
  for await (const text of unpacked(response, encoding)) if (text.toString().includes('one')) break;
  response.destroy();
  return { held: Date.now() - start > pause - 200, encoding };
}

function unpacked(response, encoding) {
  if (encoding === undefined) return response;
  return response.pipe(encoding === 'br' ? createBrotliDecompress() : createGunzip());
}

/** What of a request and of a response does not arrive as it was sent. */
export async function changes({ port, backEnd }) {
  const path = '/api/close/headers';
  const headers = {
    Authorization: 'Bearer a.b.c',
    Origin: 'https://crm.example.com',
    'Sec-Fetch-Site': 'same-origin',
    Cookie: '__Host-r=a; r=b',
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  const { text } = await send(port, request('GET', path, lines));
  const { head } = backEnd.seen(path)[0];
  const lost = Object.entries(headers).filter(
    ([name, value]) =>
      !head.split('\r\n').some((got) => got.toLowerCase() === `${name}: ${value}`.toLowerCase()),
  );
  const hasCookies = headerValues(text, 'set-cookie').join() === cookies.join();
  return [...lost.map(([name]) => name), ...(hasCookies ? [] : ['Set-Cookie'])];
}

/** The columns of the table, in their order. */
export const columns = [
  { name: 'forwardedFor', title: "client's own `X-Forwarded-For`", ask: forwardedFor },
  { name: 'withoutLength', title: 'POST without a length', ask: withoutLength },
  { name: 'serverDies', title: 'server dies after it read a POST', ask: serverDies },
  {
    name: 'keptConnectionEnds',
    title: 'kept connection ends as a POST arrives',
    ask: keptConnectionEnds,
  },
  { name: 'firstByte', title: 'first byte within', ask: firstByte },
  { name: 'requestHeader', title: 'request header up to', ask: requestHeader },
  { name: 'responseHeader', title: 'response header up to', ask: responseHeader },
  { name: 'streams', title: 'event of a stream', ask: streams },
];
