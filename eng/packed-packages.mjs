// A Vite plugin for every page of this repository: imports of our npm packages lead to what `npm pack` made of them, never
// to the workspace. What is missing in `exports` or in the tarball then breaks here, and not at a user's.
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
      // Packing anew must be seen at once; Vite would keep a copy in its cache.
      optimizeDeps: { exclude: ['@tandem-auth/client', '@tandem-auth/react'] },
      resolve: { dedupe: ['react', 'react-dom', '@tanstack/react-query', 'axios'] },
    }),
    async resolveId(source, _importer, options) {
      const name = ours.exec(source)?.[1];
      if (!name) return null;
      const folder = `${packedPackagesFolder}/node_modules/@tandem-auth/${name}`;
      if (!existsSync(folder)) throw new Error(`@tandem-auth/${name} is not packed: npm run packages`);
      // Found as from a file that is there; Vite looks elsewhere for one that is not.
      const importer = `${folder}/package.json`;
      const found = await this.resolve(source, importer, { ...options, skipSelf: true });
      if (!found?.id.startsWith(folder)) {
        throw new Error(`The packed @tandem-auth/${name} exports no '${source}'.`);
      }
      return found;
    },
  };
}
