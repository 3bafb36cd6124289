// What proxies do by default: the table of docs/reference/proxies.md.
// node bench/programs/proxies.mjs [--only nginx,Squid] [--wait SECONDS] [--yarp Tandem.Yarp.Testing.dll]
// It needs Node.js 20 and npm, and on Debian 12, as root or not:
//   apt-get install nginx apache2 haproxy varnish squid lighttpd caddy nghttp2-proxy trafficserver
//   dotnet build -c Release tests/support/Tandem.Yarp.Testing
// What is not installed is named and left out. It takes four minutes, most of which are spent on servers that say nothing.
import { chmodSync, mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { BackEnd } from './proxies/back-end.mjs';
import { request, send } from './proxies/client.mjs';
import { debianProxies } from './proxies/debian.mjs';
import { npmProxies } from './proxies/npm.mjs';
import { changes, columns, firstByte } from './proxies/probes.mjs';
import { yarp } from './proxies/yarp.mjs';
import {
  freePort,
  installPackages,
  Running,
  say,
  temporaryFolder,
  writeFiles,
} from './running.mjs';

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    wait: { type: 'string', default: '125' },
    yarp: {
      type: 'string',
      default: 'tests/support/Tandem.Yarp.Testing/bin/Release/net10.0/Tandem.Yarp.Testing.dll',
    },
  },
});

class MeasuredProxy {
  constructor(configuration, folder, packages) {
    this.configuration = configuration;
    this.folder = folder;
    this.packages = packages;
    this.wait = Number(values.wait);
    this.backEnd = new BackEnd();
    this.cells = {};
  }

  /** Whether it started. */
  async start() {
    await this.backEnd.listen();
    this.port = await freePort();
    mkdirSync(this.folder);
    const { folder, port, packages, backEnd } = this;
    const place = { folder, port: String(port), packages, backEnd: backEnd.port };
    const { files = {}, command, environment } = this.configuration.start(place);
    writeFiles(folder, files);
    this.program = new Running(command[0], command.slice(1), { folder, environment });
    try {
      await this.program.until(() => this.#answers());
    } catch (error) {
      say(`${this.configuration.name}: ${error.message}`);
      return false;
    }
    // It takes longest, and goes on while the others are asked.
    this.cells.firstByte = firstByte(this);
    return true;
  }

  async measure() {
    for (const { name, title, ask } of columns.filter(({ name }) => !(name in this.cells))) {
      say(`${this.configuration.name}: ${title}`);
      this.cells[name] = await ask(this).catch((error) => {
        say(error.stack);
        return 'not measured';
      });
    }
    this.changes = await changes(this);
  }

  async row() {
    const { name, version, notes } = this.configuration;
    const cells = await Promise.all(columns.map((column) => this.cells[column.name]));
    const noted = cells.map((cell, index) => cell + (notes[columns[index].name] ?? ''));
    return `| ${[`${name} ${version()}`, ...noted].join(' | ')} |`;
  }

  async stop() {
    await this.program?.stop();
    this.backEnd.close();
  }

  async #answers() {
    try {
      return (await send(this.port, request('GET', '/api/close/ready'), 5)).status === '200';
    } catch {
      return false;
    }
  }
}

const write = (text) => process.stdout.write(`${text}\n`);

const asked = values.only?.toLowerCase().split(',');
const chosen = [...debianProxies, yarp(resolve(values.yarp)), ...npmProxies].filter(
  ({ name }) => asked === undefined || asked.includes(name.toLowerCase()),
);
const missing = chosen.filter(({ version }) => version() === undefined);
const present = chosen.filter(({ version }) => version() !== undefined);
const folder = temporaryFolder('proxies');
const all = present.map(
  (configuration, index) =>
    new MeasuredProxy(configuration, join(folder, String(index)), join(folder, 'packages')),
);
const proxies = [];

try {
  // Servers that root starts go through it as another user.
  chmodSync(folder, 0o755);
  mkdirSync(join(folder, 'packages'));
  const packages = Object.assign({}, ...present.map((configuration) => configuration.packages));
  if (Object.keys(packages).length > 0) installPackages(join(folder, 'packages'), packages);
  for (const proxy of all) if (await proxy.start()) proxies.push(proxy);
  for (const proxy of proxies) await proxy.measure();
  const titles = ['proxy, version', ...columns.map(({ title }) => title)];
  write(`| ${titles.join(' | ')} |`);
  write(`${'|---'.repeat(titles.length)}|`);
  for (const proxy of proxies) write(await proxy.row());
  write('');
  for (const { configuration, changes } of proxies)
    if (changes.length > 0) write(`${configuration.name} drops or changes ${changes.join(', ')}.`);
  for (const { configuration } of all.filter((proxy) => !proxies.includes(proxy)))
    write(`${configuration.name}: did not start.`);
  for (const { name, missing: install } of missing) write(`${name}: not installed: ${install}`);
} finally {
  for (const proxy of all) await proxy.stop();
}
