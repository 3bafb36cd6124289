import { join, relative } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build, type Rollup } from 'vite';
import { packedPackages, packedPackagesFolder } from '../../../../eng/packed-packages.mjs';

export interface Bundle {
  readonly code: string;
  /** Bytes of gzip. */
  readonly size: number;
  /** Modules of our packages that are in it: `client/dist/index.js`, ... */
  readonly modules: readonly string[];
  /** What it imports from elsewhere. */
  readonly imports: readonly string[];
}

/** Bundles and minifies an application's module against the packed packages. */
export async function bundle(
  source: string,
  external: (string | RegExp)[] = [],
  mode: 'production' | 'development' = 'production',
): Promise<Bundle> {
  const page = 'virtual:page';
  const output = (await build({
    configFile: false,
    // Named, because Vite goes by NODE_ENV, which is `test` here.
    resolve: { conditions: ['module', 'browser', mode] },
    logLevel: 'error',
    plugins: [
      packedPackages(),
      {
        name: 'page',
        resolveId: (id) => (id === page ? `\0${page}` : null),
        load: (id) => (id === `\0${page}` ? source : null),
      },
    ],
    build: {
      write: false,
      minify: true,
      modulePreload: false,
      target: 'es2022',
      rollupOptions: { input: page, external, preserveEntrySignatures: 'strict' },
    },
  })) as Rollup.RollupOutput;
  const [chunk, ...others] = output.output;
  if (others.length > 0) throw new Error(`More than one file: ${others[0]?.fileName}`);
  const ours = join(packedPackagesFolder, 'node_modules/@tandem-auth');
  return {
    code: chunk.code.trim(),
    size: gzipSync(chunk.code.trim(), { level: 9 }).length,
    modules: Object.entries(chunk.modules)
      .filter(([id, { renderedLength }]) => id.startsWith(ours) && renderedLength > 0)
      .map(([id]) => relative(ours, id)),
    imports: [...chunk.imports].sort(),
  };
}
