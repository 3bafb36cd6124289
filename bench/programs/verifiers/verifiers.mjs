// The verifiers: each is asked whether it takes a token, with a setting: default, strict, or other (strict, for another audience).
import { spawn } from 'node:child_process';
import { chmodSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { debianVersion, freePort, Running, writeFiles } from '../running.mjs';

const scripts = import.meta.dirname;

/** A library, in a script that reads a setting and a token from each line. */
class Script {
  #program;
  #lines;

  constructor([command, script], { keys, issuer }) {
    this.#program = spawn(command, [join(scripts, script), keys, issuer, issuer], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    this.#lines = createInterface(this.#program.stdout)[Symbol.asyncIterator]();
  }

  async ask(setting, token) {
    this.#program.stdin.write(`${setting} ${token}\n`);
    return (await this.#lines.next()).value ?? 'refused: it ended';
  }

  stop() {
    this.#program.stdin.end();
  }
}

/** mod_auth_openidc in Apache, which fetches the keys itself. */
class Apache {
  #program;
  #port;

  static async start({ folder, issuer, published = issuer }) {
    const apache = new Apache();
    apache.#port = await freePort();
    chmodSync(folder, 0o755);
    const place = join(folder, `apache-${apache.#port}`);
    mkdirSync(place);
    writeFiles(place, { 'apache.conf': site(place, folder, apache.#port, issuer, published) });
    for (const name of ['default', 'strict', 'other']) writeFiles(place, { [name]: 'roles' });
    const words = ['-D', 'FOREGROUND', '-f', join(place, 'apache.conf')];
    apache.#program = new Running('apache2', words, { folder: place });
    await apache.#program.until(() => apache.ask('default', 'none').catch(() => false));
    return apache;
  }

  async ask(setting, token) {
    const response = await fetch(`http://127.0.0.1:${this.#port}/${setting}`, {
      headers: { Authorization: `Bearer ${token}` },
    });
    const text = await response.text();
    return response.ok ? text : `refused: ${response.status}`;
  }

  stop() {
    return this.#program.stop();
  }
}

const modules = ['mpm_event', 'authn_core', 'authz_core', 'authz_user', 'auth_openidc'];

const requires = (path, audience, issuer) => `
<Location /${path}>
  AuthType oauth20
  <RequireAll>
    Require claim iss:${issuer}
    Require claim aud:${audience}
  </RequireAll>
</Location>
`;

const site = (place, folder, port, issuer, published) => `
ServerRoot ${place}
ServerName localhost
${process.getuid() === 0 ? 'User www-data' : ''}
PidFile apache.pid
DefaultRuntimeDir ${place}
Mutex pthread
ErrorLog error.log
${modules.map((name) => `LoadModule ${name}_module /usr/lib/apache2/modules/mod_${name}.so`).join('\n')}
Listen 127.0.0.1:${port}
DocumentRoot ${place}
OIDCCABundlePath ${join(folder, 'root.pem')}
OIDCOAuthVerifyJwksUri ${published}/.well-known/jwks.json
OIDCOAuthRemoteUserClaim sub
OIDCOAuthAcceptTokenAs header
<Location /default>
  AuthType oauth20
  Require valid-user
</Location>
${requires('strict', issuer, issuer)}
${requires('other', 'https://orders.example.com', issuer)}
`;

export const isRefused = (outcome) => outcome.startsWith('refused');

const library = (name, packageName, command) => ({
  name,
  version: () => debianVersion(packageName),
  missing: packageName,
  start: (place) => new Script(command, place),
});

const python = '/usr/bin/python3';

export const verifiers = [
  library('python-jose', 'python3-jose', [python, 'python-jose.py']),
  library('Authlib', 'python3-authlib', [python, 'with-authlib.py']),
  library('Crypt::JWT', 'libcrypt-jwt-perl', ['perl', 'crypt-jwt.pl']),
  {
    ...library('mod_auth_openidc', 'libapache2-mod-auth-openidc'),
    start: (place) => Apache.start(place),
    fetchesKeys: true,
  },
  library('libjwt', 'libjwt0', [python, 'libjwt.py']),
];
