// Verifiers that no test drives: the rows "by command" of docs/reference/verifiers.md.
// node bench/programs/verifiers.mjs [--tandem Tandem.Server.dll]
// It needs Node.js 20, openssl, and on Debian 12:
//   dotnet build -c Release src/Tandem.Server
//   apt-get install python3-jose python3-authlib libcrypt-jwt-perl libapache2-mod-auth-openidc libjwt0
// What is not installed is named and left out. It takes one minute.
import { createPublicKey, generateKeyPairSync, sign } from 'node:crypto';
import { join, resolve } from 'node:path';
import { setTimeout as after } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { Relay } from './relay.mjs';
import { say, temporaryFolder, writeFiles } from './running.mjs';
import { certificates, createAccount, serve } from './tandem.mjs';
import { verifiers } from './verifiers/verifiers.mjs';

const { values } = parseArgs({
  options: {
    tandem: { type: 'string', default: 'src/Tandem.Server/bin/Release/net10.0/Tandem.Server.dll' },
  },
});

/** Seconds past `exp` that are tried. */
const longest = 12;

async function accessToken(relay) {
  const response = await fetch(`http://127.0.0.1:${relay.target}/api/auth/login`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: '{"email":"ada@example.com","password":"correct horse battery"}',
  });
  return (await response.json()).accessToken;
}

const part = (token, index) => JSON.parse(Buffer.from(token.split('.')[index], 'base64url'));

/** One character of the signature is another. */
const altered = (token) =>
  token.slice(0, -20) + (token.at(-20) === 'A' ? 'B' : 'A') + token.slice(-19);

/** The same words under the same key id, signed by a key of somebody else. */
function foreign(token) {
  const words = token.slice(0, token.lastIndexOf('.'));
  const { privateKey: key } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const signature = sign('sha256', Buffer.from(words), { key, dsaEncoding: 'ieee-p1363' });
  return `${words}.${signature.toString('base64url')}`;
}

/** The keys as they are published, in files. */
async function writeKeys(folder, relay, token) {
  const response = await fetch(`http://127.0.0.1:${relay.target}/.well-known/jwks.json`);
  const text = await response.text();
  const key = JSON.parse(text).keys.find(({ kid }) => kid === part(token, 0).kid);
  const pem = createPublicKey({ key, format: 'jwk' }).export({ type: 'spki', format: 'pem' });
  writeFiles(folder, { keys: text, 'keys.pem': pem });
}

const isRefused = (outcome) => outcome.startsWith('refused');

/** The first second after `exp` at which a token is refused. */
async function tolerance(verifier, token) {
  const expiry = part(token, 1).exp * 1000;
  for (let late = 0; late <= longest; late++) {
    // In the middle of the second.
    await after(Math.max(0, expiry + late * 1000 + 500 - Date.now()));
    if (isRefused(await verifier.ask('strict', token))) return `${late} s`;
  }
  return `over ${longest} s`;
}

async function row({ name, version, verifier, refusedFrom }, good) {
  const byDefault = await verifier.ask('default', good);
  const strict = await verifier.ask('strict', good);
  const wrong = {
    altered: await verifier.ask('strict', altered(good)),
    "of somebody else's key": await verifier.ask('strict', foreign(good)),
    'for another audience': await verifier.ask('other', good),
  };
  const taken = Object.entries(wrong).filter(([, outcome]) => !isRefused(outcome));
  const cells = [
    name,
    version(),
    isRefused(byDefault) ? `no: ${byDefault.slice('refused: '.length)}` : 'yes',
    isRefused(strict) ? `no: ${strict.slice('refused: '.length)}` : 'yes',
    isRefused(strict) ? '-' : refusedFrom,
    taken.length === 0 ? 'all' : `not one ${taken.map(([kind]) => kind).join(', ')}`,
  ];
  return `| ${cells.join(' | ')} |`;
}

const write = (text) => process.stdout.write(`${text}\n`);
const program = resolve(values.tandem);
const folder = temporaryFolder('verifiers');
const relay = new Relay(certificates(folder));
await relay.listen();
createAccount(program, join(folder, 'server'));
const start = (...settings) => serve(program, join(folder, 'server'), relay, settings);

let server = await start('--Tandem:AccessToken:Lifetime=00:00:01');
await writeKeys(folder, relay, await accessToken(relay));
const place = { folder, keys: join(folder, 'keys'), issuer: relay.url };
const present = verifiers.filter(({ version }) => version() !== undefined);
const running = [];
for (const verifier of present)
  running.push({ ...verifier, verifier: await verifier.start(place) });
const warm = await accessToken(relay);
for (const { name, verifier } of running) say(`${name}: ${await verifier.ask('strict', warm)}`);
const short = await accessToken(relay);
const seen = await Promise.all(running.map(({ verifier }) => tolerance(verifier, short)));
await server.stop();
server = await start();
const good = await accessToken(relay);
write('| verifier | version | by default | with the setting | tolerance | refuses |');
write(`${'|---'.repeat(6)}|`);
for (const [index, one] of running.entries())
  write(await row({ ...one, refusedFrom: seen[index] }, good));
for (const { name, missing } of verifiers.filter(({ version }) => version() === undefined))
  write(`\n${name}: not installed: apt-get install ${missing}`);
for (const { verifier } of running) await verifier.stop();
await server.stop();
relay.close();
