// Folders, ports and programs of a measurement. Everything that it starts ends with it.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as after } from 'node:timers/promises';

// Debian keeps servers where only root looks.
process.env.PATH += `${delimiter}/usr/sbin`;

export const say = (text) => process.stderr.write(`${text}\n`);

const running = new Set();
const folders = new Set();

// However a measurement ends, nothing of it stays.
process.on('exit', () => {
  for (const program of running) program.signal('SIGKILL');
  for (const folder of folders) rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
});
for (const name of ['SIGINT', 'SIGTERM']) {
  process.once(name, async () => {
    await Promise.all([...running].map((program) => program.stop()));
    process.exit(130);
  });
}

/** A folder that is removed at the end. */
export function temporaryFolder(name) {
  const folder = mkdtempSync(join(tmpdir(), `tandem-${name}-`));
  folders.add(folder);
  return folder;
}

export function writeFiles(folder, files) {
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
}

export async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}

/** What a program writes, on either stream; nothing if there is no such program. */
export function outputOf(command, words) {
  const { stdout, stderr } = spawnSync(command, words, { encoding: 'utf8' });
  return `${stdout ?? ''}${stderr ?? ''}`;
}

/** Runs a program to its end, and throws if it fails. */
export function run(command, words, folder, input = '') {
  const { status, error, stdout, stderr } = spawnSync(command, words, {
    cwd: folder,
    encoding: 'utf8',
    input,
  });
  if (status !== 0) throw new Error(`${command}: ${error?.message ?? stdout + stderr}`);
}

/** The version of an installed package of Debian, as its project numbers it. */
export const debianVersion = (name) =>
  /^\S+\t(?:\d+:)?(\d[\d.]*)/.exec(outputOf('dpkg-query', ['--show', name]))?.[1];

/** Installs packages of npm by their exact versions, without running their scripts. */
export function installPackages(folder, packages) {
  writeFiles(folder, { 'package.json': '{ "private": true }' });
  const names = Object.entries(packages).map(([name, version]) => `${name}@${version}`);
  run('npm', ['install', '--no-audit', '--no-fund', '--ignore-scripts', ...names], folder);
}

/** A program in a process group of its own, so that what it starts ends with it. */
export class Running {
  #child;
  #exit;

  constructor(command, words, { folder, environment = {} }) {
    this.output = '';
    this.#child = spawn(command, words, {
      cwd: folder,
      detached: true,
      env: { ...process.env, HOME: folder, ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    running.add(this);
    this.#exit = once(this.#child, 'exit').catch((error) => {
      this.output += error.message;
    });
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream.setEncoding('utf8').on('data', (text) => {
        this.output = (this.output + text).slice(-4000);
      });
    }
  }

  get hasEnded() {
    return this.#child.pid === undefined || this.#child.exitCode !== null;
  }

  /** Waits until a condition holds. */
  async until(condition, seconds = 120) {
    const end = Date.now() + seconds * 1000;
    while (!(await condition())) {
      if (this.hasEnded || Date.now() > end) throw new Error(`It did not start: ${this.output}`);
      await after(100);
    }
  }

  async stop() {
    this.signal('SIGTERM');
    await Promise.race([this.#exit, after(3000)]);
    this.signal('SIGKILL');
    await this.#exit;
    running.delete(this);
  }

  signal(name) {
    if (this.#child.pid === undefined) return;
    try {
      process.kill(-this.#child.pid, name);
    } catch (error) {
      if (error.code !== 'ESRCH') throw error;
    }
  }
}
