// Verifiers that no test drives: the rows "by command" of docs/reference/verifiers.md.
// node bench/programs/verifiers.mjs [--minutes 11] [--tandem Tandem.Server.dll]
// It needs Node.js 20, openssl, and on Debian 12:
//   dotnet build -c Release src/Tandem.Server
//   apt-get install python3-jose python3-authlib libcrypt-jwt-perl libapache2-mod-auth-openidc libjwt0
// What is not installed is named and left out. It takes less than a minute, and with --minutes as much more: so long it watches, in the verifier that
// fetches the keys itself, what becomes of a key that is withdrawn, and of the keys of an issuer that is away.
import { createPublicKey } from 'node:crypto';
import { join, resolve } from 'node:path';
import { setTimeout as after } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { Relay } from './relay.mjs';
import { say, temporaryFolder, writeFiles } from './running.mjs';
import { certificates, createAccount, serve } from './tandem.mjs';
import { keyChanges } from './verifiers/key-changes.mjs';
import { accessToken, altered, foreign, part } from './verifiers/tokens.mjs';
import { isRefused, verifiers } from './verifiers/verifiers.mjs';

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '0' },
    tandem: { type: 'string', default: 'src/Tandem.Server/bin/Release/net10.0/Tandem.Server.dll' },
  },
});

/** Seconds past `exp` that are tried. */
const longest = 12;

/** The keys as they are published, in files. */
async function writeKeys(folder, relay, token) {
  const response = await fetch(`http://127.0.0.1:${relay.target}/.well-known/jwks.json`);
  const text = await response.text();
  const key = JSON.parse(text).keys.find(({ kid }) => kid === part(token, 0).kid);
  const pem = createPublicKey({ key, format: 'jwk' }).export({ type: 'spki', format: 'pem' });
  writeFiles(folder, { keys: text, 'keys.pem': pem });
}

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
const tls = certificates(folder);
const relay = new Relay(tls);
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
if (values.minutes !== '0')
  for (const { name, start } of present.filter(({ fetchesKeys }) => fetchesKeys))
    write(
      `\n${name}: ${await keyChanges(start, { place, relay, tls, program, minutes: Number(values.minutes) })}`,
    );
for (const { verifier } of running) await verifier.stop();
await server.stop();
relay.close();
