// Packs the npm packages as a registry would get them, and unpacks them where eng/packed-packages.mjs finds them. Builds
// nothing: `npm run packages` builds first.
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
  // Unpacked aside and then moved, so that a build at the same time never sees half a package.
  const aside = mkdtempSync(join(tarballs, `${name}-`));
  const words = ['pack', '--json', '--ignore-scripts', '--pack-destination', aside];
  const said = execFileSync(npm, words, {
    cwd: source,
    encoding: 'utf8',
    shell: process.platform === 'win32',
  });
  // A list, or from npm 12 on an object by name.
  const [{ filename, size, files }] = Object.values(JSON.parse(said));
  execFileSync('tar', ['-xzf', filename], { cwd: aside });
  rmSync(join(installed, name), { recursive: true, force: true });
  renameSync(join(aside, 'package'), join(installed, name));
  renameSync(join(aside, filename), join(tarballs, filename));
  rmSync(aside, { recursive: true });
  process.stdout.write(`${filename}: ${files.length} files, ${size} bytes\n`);
}
