// What a refresh costs the server in this build and in another, as processor time: both keep running, and only one of them at a time.
// node bench/builds.mjs [--rounds N] [--seconds N] [--sessions N] [--clients N] DIR     (DIR: the other checkout, with bench/Tandem.Bench built in Release)
// The other's whole process group is stopped meanwhile (SIGSTOP), so neither compilation nor the machine's other work falls on one build alone.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';

const { values, positionals } = parseArgs({
  options: {
    rounds: { type: 'string', default: '20' },
    seconds: { type: 'string', default: '3' },
    sessions: { type: 'string', default: '20000' },
    clients: { type: 'string', default: '64' },
  },
  allowPositionals: true,
});
const rounds = Number(values.rounds);
if (positionals.length !== 1 || !(rounds >= 6)) {
  console.error('Name one other checkout, and at least six rounds.');
  process.exit(2);
}

// On the disk that the other commands measure; the programs are killed, and remove nothing themselves.
mkdirSync('artifacts/bench', { recursive: true });
const data = mkdtempSync(resolve('artifacts/bench', 'builds-'));

class Build {
  constructor(name, folder) {
    this.name = name;
    // One round more than is compared: the floor, which goes first in each, is what the stop falls into.
    this.program = spawn(
      join(folder, 'bench/Tandem.Bench/bin/Release/net10.0/Tandem.Bench'),
      ['refresh', '--sessions', values.sessions, '--clients', values.clients, '--seconds', values.seconds, '--warm-up', '6', '--rounds', `${rounds + 2}`, '--data', data],
      { detached: true, stdio: ['ignore', 'ignore', 'pipe'] },
    );
    this.lines = createInterface(this.program.stderr)[Symbol.asyncIterator]();
  }

  signal(name) {
    process.kill(-this.program.pid, name);
  }

  /** Lets it run until it has measured its next round; then it stands still. */
  async turn() {
    this.signal('SIGCONT');
    for (;;) {
      const { value: line, done } = await this.lines.next();
      if (done) throw new Error(`${this.name} ended with exit code ${this.program.exitCode}.`);
      const measured = /^round \d+: SQLite ([\d,]+)\/s, ([\d.]+) µs of the server each, (\d+) faults/.exec(line);
      if (measured === null) continue;
      this.signal('SIGSTOP');
      if (measured[3] !== '0') throw new Error(`${this.name}: ${line}`);
      return Number(measured[2]);
    }
  }

  async end() {
    this.signal('SIGKILL');
    if (this.program.exitCode === null && this.program.signalCode === null) await once(this.program, 'exit');
  }
}

/** The ranks between which the true median lies in 95 of 100 cases: each round is on either side of it with the chance of a coin. */
function interval(sorted) {
  let rank = 0;
  let chance = 0.5 ** sorted.length;
  for (let below = chance; below <= 0.025; below += chance) {
    chance *= (sorted.length - rank) / (rank + 1);
    rank++;
  }
  return [sorted[rank - 1], sorted.at(-rank)];
}

const builds = [new Build('this', '.'), new Build('other', positionals[0])];
try {
  for (const build of builds) build.signal('SIGSTOP');
  // The first round is not compared: the rest of the compilation is in it.
  for (const build of builds) await build.turn();
  console.log('| round | this build, µs | the other, µs | ratio |\n|---:|---:|---:|---:|');
  const ratios = [];
  for (let round = 1; round <= rounds; round++) {
    const figures = {};
    for (const build of round % 2 === 0 ? builds.toReversed() : builds) figures[build.name] = await build.turn();
    ratios.push(figures.this / figures.other);
    console.log(`| ${round} | ${figures.this.toFixed(1)} | ${figures.other.toFixed(1)} | ${ratios.at(-1).toFixed(3)} |`);
  }
  const sorted = ratios.toSorted((a, b) => a - b);
  const median = (sorted[Math.floor((rounds - 1) / 2)] + sorted[Math.ceil((rounds - 1) / 2)]) / 2;
  const [low, high] = interval(sorted);
  console.log(`\nProcessor time of a refresh: ${median.toFixed(3)} x the other build's (95 % interval of the median ${low.toFixed(3)} to ${high.toFixed(3)}, ${rounds} rounds in turn).`);
} finally {
  for (const build of builds) await build.end();
  rmSync(data, { recursive: true, force: true });
}
