import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Plugin, type Rollup } from 'vite';

/** A deliberate mistake. The text that is replaced has to occur exactly once. */
export interface PlantedFault {
  /** Below `src`. */
  readonly file: string;
  readonly find: string;
  readonly replace: string;
}

const root = fileURLToPath(new URL('../../', import.meta.url));

/** Bundles an entry point of the package, with or without a mistake, and passes the file to `use`. */
export async function withBundle<T>(
  entry: string,
  fault: PlantedFault | undefined,
  use: (file: string) => Promise<T>,
): Promise<T> {
  let planted = 0;
  const plant: Plugin = {
    name: 'plant',
    enforce: 'pre',
    transform(code, id) {
      if (!fault || id !== join(root, 'src', fault.file)) return null;
      planted += code.split(fault.find).length - 1;
      return code.replace(fault.find, () => fault.replace);
    },
  };
  const output = (await build({
    configFile: false,
    logLevel: 'error',
    plugins: [plant],
    build: {
      write: false,
      minify: false,
      modulePreload: false,
      target: 'es2022',
      rollupOptions: { input: join(root, entry), preserveEntrySignatures: 'strict' },
    },
  })) as Rollup.RollupOutput;
  if (fault && planted !== 1) {
    throw new Error(`${fault.file} has ${planted} times: ${fault.find}`);
  }
  const folder = await mkdtemp(join(tmpdir(), 'tandem-client-'));
  try {
    const file = join(folder, 'bundle.mjs');
    await writeFile(file, output.output[0].code);
    return await use(file);
  } finally {
    await rm(folder, { recursive: true });
  }
}
