// A program outside browsers: the hub, the event stream and the export of the CRM, each by a ticket. One JSON object on standard output.
import { createRequire } from 'node:module';
import { HttpTransportType, HubConnectionBuilder, LogLevel } from '@microsoft/signalr';

// The WebSocket that SignalR's client itself uses here: Node 20 has none of its own.
const WebSocket = createRequire(import.meta.resolve('@microsoft/signalr'))('ws');
const [, , url, email, password] = process.argv;

const post = async (path, body, headers = {}) =>
  fetch(url + path, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) });
const signedIn = await post('/api/auth/login', { email, password });
const cookie = signedIn.headers.getSetCookie()[0].split(';')[0];
const { accessToken } = await signedIn.json();
const bearer = { authorization: `Bearer ${accessToken}` };
const ticket = async () => (await (await fetch(`${url}/api/auth/ticket`, { method: 'POST', headers: bearer })).json()).ticket;
const order = (customer) => post('/api/orders', { customer, item: 'Bell', quantity: 1, amount: 2.5 }, bearer);

const hub = (path, accessTokenFactory) =>
  new HubConnectionBuilder()
    .withUrl(url + path, { ...(accessTokenFactory && { accessTokenFactory }), skipNegotiation: true, transport: HttpTransportType.WebSockets })
    .configureLogging(LogLevel.None)
    .build();
const heard = (connection) => new Promise((resolve) => connection.on('order', (told) => resolve(told.customer)));
const closed = (connection) => new Promise((resolve) => connection.onclose(() => resolve(true)));
const refused = async (connection) => {
  try {
    await connection.start();
    await connection.stop();
    return false;
  } catch {
    return true;
  }
};

// What a browser's SignalR does, byte for byte: no header, the ticket as access_token, then the handshake of the JSON protocol.
const likeBrowser = async (token) => {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/hubs/orders?access_token=${encodeURIComponent(token)}`);
  // Told by the end as well.
  socket.onerror = () => {};
  const messages = [];
  const waiting = [];
  socket.onmessage = ({ data }) => {
    messages.push(...String(data).split('\x1e').filter(Boolean));
    for (const look of waiting) look();
  };
  const end = new Promise((resolve) => {
    socket.onclose = () => resolve('closed');
  });
  const open = new Promise((resolve) => {
    socket.onopen = () => resolve('open');
  });
  if ((await Promise.race([open, end])) === 'closed') return { opened: false };
  socket.send('{"protocol":"json","version":1}\x1e');
  const message = (part) =>
    new Promise((resolve) => {
      const look = () => {
        const found = messages.find((text) => text.includes(part));
        if (found) resolve(found);
      };
      waiting.push(look);
      look();
    });
  return { opened: true, handshake: await message('{}'), message, end };
};

const byUrl = hub(`/hubs/orders?ticket=${await ticket()}`);
const byHeader = hub('/hubs/orders', () => accessToken);
const browser = await likeBrowser(await ticket());
await byUrl.start();
await byHeader.start();
const stream = await fetch(`${url}/api/orders/events?ticket=${await ticket()}`);
const reader = stream.body.pipeThrough(new TextDecoderStream()).getReader();
let text = '';
const until = async (part) => {
  while (!text.includes(part)) text += (await reader.read()).value;
};
await until('event: ready');

const told = [heard(byUrl), heard(byHeader), browser.message('"order"').then((message) => JSON.parse(message).arguments[0].customer)];
await order('=HYPERLINK("https://evil.example")');
await until('event: order');
const customers = [...(await Promise.all(told)), JSON.parse(text.split('data: ').at(-1)).customer];

const used = await ticket();
const exported = await fetch(`${url}/api/orders/export.csv?ticket=${used}`);
const again = await fetch(`${url}/api/orders/export.csv?ticket=${used}`);
const refusals = {
  ticketInHeader: await refused(hub('/hubs/orders', ticket)),
  usedTicket: await refused(hub(`/hubs/orders?ticket=${used}`)),
  accessTokenInQuery: !(await likeBrowser(accessToken)).opened,
  exportTwice: (await again.json()).code,
};

const ends = [closed(byUrl), closed(byHeader), browser.end.then(() => true)];
const streamEnds = (async () => {
  try {
    while (!(await reader.read()).done);
  } catch {
    // Cut off.
  }
  return true;
})();
await post('/api/auth/logout', {}, { cookie });

console.log(
  JSON.stringify({ customers, csv: (await exported.text()).split('\r\n').slice(0, 2), refusals, ended: await Promise.all([...ends, streamEnds]) }),
);
