// Packs the npm packages as for a registry, and unpacks them where eng/packed-packages.mjs finds them. It does not build:
// `npm run packages` builds first.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const tarballs = join(root, 'artifacts/packages');
const installed = join(tarballs, 'node_modules/@tandem-auth');
const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';

mkdirSync(installed, { recursive: true });
for (const name of ['client', 'react']) {
  const source = join(root, 'packages', name);
  if (!existsSync(join(source, 'dist/index.js'))) {
    process.stderr.write(`packages/${name} is not built: npm run packages\n`);
    process.exit(1);
  }
  // Unpacked elsewhere and then moved, so that a concurrent build never sees half a package.
  const temporary = mkdtempSync(join(tarballs, `${name}-`));
  const args = ['pack', '--json', '--ignore-scripts', '--pack-destination', temporary];
  const output = execFileSync(npm, args, {
    cwd: source,
    encoding: 'utf8',
    shell: process.platform === 'win32',
  });
  // An array; from npm 12 on, an object by name.
  const [{ filename, size, files }] = Object.values(JSON.parse(output));
  execFileSync('tar', ['-xzf', filename], { cwd: temporary });
  rmSync(join(installed, name), { recursive: true, force: true });
  renameSync(join(temporary, 'package'), join(installed, name));
  renameSync(join(temporary, filename), join(tarballs, filename));
  rmSync(temporary, { recursive: true });
  process.stdout.write(`${filename}: ${files.length} files, ${size} bytes\n`);
}
