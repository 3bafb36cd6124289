// A Vite plugin for every page of this repository. It resolves imports of our npm packages to the packed tarballs, never to
// the workspace, so that something missing in `exports` or in a tarball fails here and not for a user.
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const ours = /^@tandem-auth\/(client|react)(\/|$)/;

/** Where the unpacked tarballs are: a folder with a `node_modules`. */
export const packedPackagesFolder = fileURLToPath(new URL('../artifacts/packages', import.meta.url));

export function packedPackages() {
  return {
    name: 'tandem-packed-packages',
    enforce: 'pre',
    config: () => ({
      // Vite would cache a copy and miss packages that were packed again.
      optimizeDeps: { exclude: ['@tandem-auth/client', '@tandem-auth/react'] },
      resolve: { dedupe: ['react', 'react-dom', '@tanstack/react-query', 'axios'] },
    }),
    async resolveId(source, _importer, options) {
      const name = ours.exec(source)?.[1];
      if (!name) return null;
      const folder = `${packedPackagesFolder}/node_modules/@tandem-auth/${name}`;
      if (!existsSync(folder)) throw new Error(`@tandem-auth/${name} is not packed: npm run packages`);
      // Resolved from a file that exists, because Vite resolves differently from one that does not.
      const importer = `${folder}/package.json`;
      const found = await this.resolve(source, importer, { ...options, skipSelf: true });
      if (!found?.id.startsWith(folder)) {
        throw new Error(`The packed @tandem-auth/${name} exports no '${source}'.`);
      }
      return found;
    },
  };
}
