// HTTP clients that no test drives: the second table of docs/reference/http-clients.md.
// node bench/programs/http-clients.mjs [--only libsoup,Qt] [--tandem Tandem.Server.dll]
// It needs Node.js 20, openssl, and on Debian 12:
//   dotnet build -c Release src/Tandem.Server
//   apt-get install openjdk-17-jdk-headless libhttpclient-java libhttpclient5-java libhttp-cookiejar-perl libio-socket-ssl-perl
//     php-cli php-symfony-browser-kit php-symfony-http-client php-symfony-mime gir1.2-soup-3.0 python3-gi glib-networking python3-pyqt5
// What is not installed is named and left out. It takes one minute.
import { execFile } from 'node:child_process';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { clients } from './http-clients/clients.mjs';
import { ClosingServer } from './http-clients/closing-server.mjs';
import { Relay } from './relay.mjs';
import { say, temporaryFolder } from './running.mjs';
import { certificates, createAccount, serve } from './tandem.mjs';

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    tandem: { type: 'string', default: 'src/Tandem.Server/bin/Release/net10.0/Tandem.Server.dll' },
  },
});

const scripts = join(import.meta.dirname, 'http-clients');
const program = resolve(values.tandem);

// Every refresh token is good for one refresh.
const strictRotation = [
  '--Tandem:RefreshToken:Leeway=00:00:00',
  '--Tandem:RefreshToken:RecoveryWindow=00:00:00',
];
const statuses = ['200', '200', '200', '200', '204', '401'].join();

const withoutProxies = Object.entries(process.env).filter(([name]) => !/_proxy$/i.test(name));

/** Runs a client's script; what it wrote. */
const drive = ({ script, command: [program, ...words] }, url, folder) =>
  new Promise((resolve) => {
    const root = join(folder, 'root.pem');
    const env = { ...Object.fromEntries(withoutProxies), NODE_EXTRA_CA_CERTS: root };
    const options = { cwd: folder, env, timeout: 60_000 };
    execFile(program, [...words, join(scripts, script), url, root], options, (_, stdout, stderr) =>
      resolve({ statuses: stdout.trim().split('\n').join(), stderr }),
    );
  });

/** Drives a client through the server: whether each refresh was answered, and what it sends after the sign-out. */
async function cycle(client, relay, folder) {
  relay.seen = [];
  const result = await drive(client, relay.url, folder);
  const sent = relay.seen.map(({ cookie }) => cookie);
  const works = result.statuses === statuses;
  if (!works) say(`${client.name}: ${result.statuses} ${result.stderr.slice(0, 1000)}`);
  return { works: works ? 'works' : 'no', afterSignOut: afterSignOut(sent) };
}

function afterSignOut(sent) {
  if (sent.every((cookie) => cookie === undefined)) return 'keeps no cookie';
  const last = sent.at(-1);
  if (last === undefined) return 'nothing sent';
  return /=[^;]/.test(last) ? 'cookie still sent' : 'empty cookie sent';
}

/** How often a client sends a POST that gets no response. */
async function repeats(client, keeps, folder) {
  const server = new ClosingServer(keeps);
  await server.listen();
  try {
    await drive(client, server.url, folder);
    return server.refreshes;
  } finally {
    server.close();
  }
}

const times = (number) => ['never', 'once', 'twice'][number] ?? `${number} times`;

async function row(client, plain, secure, folder) {
  const http = await cycle(client, plain, folder);
  const https = await cycle(client, secure, folder);
  const fresh = await repeats(client, false, folder);
  const kept = await repeats(client, true, folder);
  const after = new Set([http.afterSignOut, https.afterSignOut]);
  return [
    `${client.name} ${client.version()}`,
    http.works,
    https.works,
    [...after].join('; https: '),
    times(fresh) + (kept === fresh ? '' : `; ${times(kept)} on a kept connection`),
    client.setting ?? '',
  ];
}

const write = (cells) => process.stdout.write(`| ${cells.join(' | ')} |\n`);

const asked = values.only?.toLowerCase().split(',');
const chosen = clients.filter(
  ({ name }) => asked === undefined || asked.includes(name.toLowerCase()),
);
const folder = temporaryFolder('clients');
const relays = [];
const servers = [];
try {
  for (const tls of [undefined, certificates(folder)]) {
    const relay = new Relay(tls);
    relays.push(relay);
    await relay.listen();
    const data = join(folder, relay.isSecure ? 'https' : 'http');
    createAccount(program, data);
    servers.push(await serve(program, data, relay, strictRotation));
  }
  write(['client, version', 'http', 'https', 'after sign-out', 'sends such a POST', 'setting']);
  process.stdout.write(`${'|---'.repeat(6)}|\n`);
  for (const client of chosen.filter(({ version }) => version() !== undefined))
    write(await row(client, ...relays, folder));
  for (const { name, missing } of chosen.filter(({ version }) => version() === undefined))
    process.stdout.write(`\n${name}: not installed: apt-get install ${missing}\n`);
} finally {
  for (const server of servers) await server.stop();
  for (const relay of relays) relay.close();
}
