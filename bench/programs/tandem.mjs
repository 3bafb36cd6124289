// A real server behind a relay, with one account.
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePort, Running, run } from './running.mjs';

/** An authority of its own, and a certificate of it for localhost. */
export function certificates(folder) {
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];
  const openssl = (...words) => run('openssl', words, folder);
  openssl(
    ...['req', '-x509', ...key, '-keyout', 'root.key', '-out', 'root.pem'],
    ...['-subj', '/CN=Authority of a measurement', '-days', '2'],
  );
  openssl(
    ...['req', '-x509', ...key, '-keyout', 'leaf.key', '-out', 'leaf.pem'],
    ...['-CA', 'root.pem', '-CAkey', 'root.key', '-subj', '/CN=localhost', '-days', '2'],
    ...['-addext', 'subjectAltName=DNS:localhost'],
    ...['-addext', 'basicConstraints=critical,CA:FALSE'],
  );
  const read = (name) => readFileSync(join(folder, name));
  return { cert: read('leaf.pem'), key: read('leaf.key') };
}

/** A data folder with the account. */
export function createAccount(program, folder) {
  mkdirSync(folder);
  const account = [
    'users',
    'create',
    '--email',
    'ada@example.com',
    '--verified',
    '--role',
    'admin',
  ];
  const words = [program, ...account, '--password-stdin', '--data', 'data'];
  run('dotnet', words, folder, 'correct horse battery');
}

/** Starts the server on a data folder. */
export async function serve(program, folder, relay, settings) {
  relay.target = await freePort();
  const url = `http://127.0.0.1:${relay.target}`;
  const address = [
    `--Tandem:PublicUrl=${relay.url}`,
    '--Tandem:ForwardedHeaders:KnownProxies:0=127.0.0.1',
  ];
  const words = [program, 'serve', '--urls', url, ...address, ...settings, '--data', 'data'];
  const server = new Running('dotnet', words, { folder });
  await server.until(() => server.output.includes('Tandem serves '));
  return server;
}

/** Changes the keys of a server that runs: `rotate --now`, or `revoke` and a key id. */
export const changeKeys = (program, folder, ...words) =>
  run('dotnet', [program, 'keys', ...words, '--data', 'data'], folder);
