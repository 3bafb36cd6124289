// What both servers have in common: their arguments, their database, and how they start and end.
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import Database from 'better-sqlite3';

const [folder, count, password] = process.argv.slice(2);

export { folder, password };
export const sessions = Number(count);

/** A database as durable as Tandem's: the write-ahead log is synced before a commit returns. */
export function openDatabase() {
  const database = new Database(join(folder, 'peer.db'));
  database.pragma('journal_mode = WAL');
  database.pragma('synchronous = FULL');
  return database;
}

export const emailOf = (number) => `person${String(number).padStart(7, '0')}@example.com`;

/** Leaves the sessions' credentials for the driver, a line each, and serves until standard input ends. */
export function serve(handler, credentials) {
  writeFileSync(
    join(folder, 'credentials'),
    credentials.map((parts) => `${parts.join('\t')}\n`).join(''),
  );
  const server = createServer({ keepAliveTimeout: 600_000 }, handler);
  server.listen(0, '127.0.0.1', () => {
    process.stdout.write(`http://127.0.0.1:${server.address().port}\n`);
  });
  process.stdin.on('end', () => process.exit(0)).resume();
}
