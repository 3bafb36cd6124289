// Clients that refresh while one data folder is served by one build of the server after the other. See test-previous.sh.
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

const [previous, current, data] = process.argv.slice(2);
const email = 'ada@example.com';
const password = 'correct horse battery';
const leeway = 1_000;
const turns = 8;
const turnTime = 7_000;
const settings = [
  '--Tandem:RefreshToken:Leeway=00:00:01',
  '--Tandem:RefreshToken:Delivery:0=cookie',
  '--Tandem:RefreshToken:Delivery:1=body',
];
const counts = { refreshes: 0, rotations: 0, repeats: 0, lost: 0, byTheOther: 0, refused: 0 };
const faults = [];

// The same choices in every run.
let seed = 20261130;
function random() {
  seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
  return seed / 2 ** 32;
}

const run = (program, words, input) =>
  execFileSync('dotnet', [program, ...words, '--data', data], { input, encoding: 'utf8', stdio: ['pipe', 'pipe', 'pipe'] });

// One address for all turns: it is the issuer of the access tokens.
const reserved = createServer().listen(0, '127.0.0.1');
await once(reserved, 'listening');
const address = `http://127.0.0.1:${reserved.address().port}`;
reserved.close();
await once(reserved, 'close');

/** Starts a server; without a URL, with what it said, if it does not serve. */
async function serve(program) {
  const server = spawn('dotnet', [program, 'serve', '--urls', address, '--data', data, ...settings]);
  let said = '';
  const ended = once(server, 'exit');
  server.stderr.on('data', (text) => (said += text));
  const url = await new Promise((resolve) => {
    server.stdout.on('data', (text) => {
      said += text;
      const found = /Tandem serves .*?(http:\/\/\S+)/.exec(said);
      if (found) resolve(found[1].replace(/\/$/, ''));
    });
    ended.then(() => resolve(null));
  });
  async function stop(signal) {
    server.kill(signal);
    await ended;
  }
  return { url, said: () => said.trim(), stop };
}

/** An honest client: tabs that race, responses that are lost, and the newest token that it received. */
class Client {
  constructor(name, delivery) {
    Object.assign(this, { name, delivery, generation: 0, token: '', madeBy: '', accessToken: '', jar: new Map() });
  }

  async signIn(url, build) {
    const response = await this.post(url, 'login', { email, password, delivery: this.delivery });
    if (response.status !== 200) throw new Error(`${this.name}: sign-in ${response.status} ${response.text}`);
    this.keep(response, build);
  }

  async act(url, build, until) {
    while (Date.now() < until) {
      const lost = random() < 0.3;
      const tabs = random() < 0.3 ? 3 : 1;
      if (this.madeBy !== build) counts.byTheOther += tabs;
      counts.repeats += tabs - 1;
      if (lost) counts.lost += tabs;
      const held = `token ${this.generation} of the ${this.madeBy} build`;
      const responses = await Promise.all(Array.from({ length: tabs }, () => this.refresh(url)));
      for (const response of responses) {
        counts.refreshes++;
        if (response.status !== 200) {
          counts.refused++;
          faults.push(`${this.name}, ${build} build, ${held}: ${response.status} ${response.text}`);
        } else if (!lost) {
          this.keep(response, build);
        }
      }
      const me = await fetch(`${url}/api/me`, { headers: { authorization: `Bearer ${this.accessToken}` } });
      if (me.status !== 200) faults.push(`${this.name}, ${build} build: /api/me ${me.status}`);
      await me.arrayBuffer();
      await pause(50 + random() * 1.5 * leeway);
    }
  }

  refresh(url) {
    return this.post(url, 'refresh', this.delivery === 'body' ? { refreshToken: this.token } : {});
  }

  async post(url, path, body) {
    const headers = { 'content-type': 'application/json' };
    if (this.jar.size > 0) headers.cookie = [...this.jar].map((pair) => pair.join('=')).join('; ');
    const response = await fetch(`${url}/api/auth/${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
    return { status: response.status, cookies: response.headers.getSetCookie(), text: await response.text() };
  }

  keep({ cookies, text }, build) {
    const body = JSON.parse(text);
    this.accessToken = body.accessToken;
    // As a browser does: a cookie of another name does not replace one that it has.
    const [, name, cookie] = cookies.map((line) => /^(refreshToken[^=]*)=([^;]+)/.exec(line)).find(Boolean) ?? [];
    const token = this.delivery === 'body' ? body.refreshToken : cookie;
    const { generation } = body.session;
    if (!token || generation <= this.generation) return;
    if (name) this.jar.set(name, cookie);
    counts.rotations++;
    Object.assign(this, { token, generation, madeBy: build });
  }
}

const programs = { previous, current };
run(previous, ['users', 'create', '--email', email, '--verified', '--password-stdin'], password);
const clients = Array.from({ length: 12 }, (_, n) => new Client(`client ${n}`, n % 2 ? 'body' : 'cookie'));
let served = 0;
for (let turn = 0; turn < turns; turn++) {
  const build = turn % 2 ? 'current' : 'previous';
  const server = await serve(programs[build]);
  if (!server.url) {
    if (build === 'current' || turn === 0) {
      console.error(`The ${build} build does not serve:\n${server.said()}`);
      process.exit(1);
    }
    console.log(`The previous build does not open what the current one has written: only the way up is tested. It says:\n${server.said()}`);
    break;
  }
  if (turn === 0) for (const client of clients) await client.signIn(server.url, build);
  await Promise.all(clients.map((client) => client.act(server.url, build, Date.now() + turnTime)));
  await server.stop(turn % 3 ? 'SIGTERM' : 'SIGKILL');
  served++;
}

const reuses = run(current, ['events', 'export', '--kind', 'refresh_token_reused']).trim();
if (reuses) faults.push(`Reported as reused:\n${reuses}`);
for (const fault of faults.slice(0, 20)) console.error(fault);
const { refreshes, rotations, repeats, lost, byTheOther, refused } = counts;
console.log(
  `${served} turns, ${clients.length} clients, ${refreshes} refreshes: ${rotations} tokens received, ${repeats} presented twice, ` +
    `${lost} responses lost, ${byTheOther} times a token of the other build; ${refused} refused, ${reuses ? 'some' : 'no'} reuse reported.`,
);
process.exit(faults.length > 0 || byTheOther === 0 ? 1 : 0);
