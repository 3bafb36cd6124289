// How long each build of the tandem command takes from its start to its first `ready`, and what it holds when nobody asks anything.
// node bench/start.mjs [--rounds N] COMMAND...   such as   node bench/start.mjs "dotnet artifacts/Tandem.Server.dll" artifacts/native/tandem
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { get } from 'node:http';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as after } from 'node:timers/promises';
import { parseArgs } from 'node:util';

const { values, positionals: commands } = parseArgs({
  options: { rounds: { type: 'string', default: '7' } },
  allowPositionals: true,
});
const folder = mkdtempSync(join(tmpdir(), 'tandem-start-'));

const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}

const isReady = (port) =>
  new Promise((resolve) => {
    get({ port, host: '127.0.0.1', path: '/readyz', agent: false }, (response) => {
      response.resume();
      resolve(response.statusCode === 200);
    }).on('error', () => resolve(false));
  });

const megabytes = (pid) =>
  Number(/^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]) / 1024;

async function round(command, data) {
  const port = await freePort();
  const [program, ...words] = command.split(' ');
  const started = performance.now();
  const server = spawn(
    program,
    [...words, 'serve', '--urls', `http://127.0.0.1:${port}`, '--data', data],
    { cwd: folder, stdio: 'ignore' },
  );
  const ended = once(server, 'exit');
  while (!(await isReady(port))) {
    if (server.exitCode !== null) throw new Error(`${command} ended with ${server.exitCode}.`);
    await after(2);
  }
  const ready = performance.now() - started;
  await after(2000);
  const memory = megabytes(server.pid);
  server.kill('SIGKILL');
  await ended;
  return { ready, memory };
}

try {
  const results = commands.map(() => []);
  // In turns, so that what else the machine does meets all of them; the first start of each makes its data folder and is not counted.
  for (let number = 0; number <= Number(values.rounds); number++) {
    for (const [index, command] of commands.entries()) {
      const result = await round(command, join(folder, String(index)));
      if (number > 0) results[index].push(result);
    }
  }
  for (const [index, command] of commands.entries()) {
    const ready = median(results[index].map((result) => result.ready)).toFixed(0);
    const memory = median(results[index].map((result) => result.memory)).toFixed(0);
    process.stdout.write(
      `${command}: ready in ${ready} ms, ${memory} MB idle (medians of ${values.rounds})\n`,
    );
  }
} finally {
  rmSync(folder, { recursive: true });
}
