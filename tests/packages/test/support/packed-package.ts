import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { packedPackagesFolder } from '../../../../eng/packed-packages.mjs';

export const repository = fileURLToPath(new URL('../../../..', import.meta.url));

/** One of the npm packages, as `npm run packages` unpacked it. */
export interface PackedPackage {
  readonly name: string;
  readonly tarball: string;
  /** Where the tarball was unpacked. */
  readonly folder: string;
  /** Its entry points: `@tandem-auth/client`, `@tandem-auth/client/axios`, ... */
  readonly entries: readonly string[];
}

function read(short: string): PackedPackage {
  const folder = join(packedPackagesFolder, 'node_modules/@tandem-auth', short);
  const { name, version, exports } = JSON.parse(
    readFileSync(join(folder, 'package.json'), 'utf8'),
  ) as { name: string; version: string; exports: Record<string, unknown> };
  return {
    name,
    folder,
    tarball: join(packedPackagesFolder, `tandem-auth-${short}-${version}.tgz`),
    entries: Object.keys(exports).map((path) => name + path.slice(1)),
  };
}

export const client = read('client');
export const react = read('react');
export const packages = [client, react];
