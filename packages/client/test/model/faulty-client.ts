import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build, type Plugin, type Rollup } from 'vite';
import type { PlantedFault } from './planted-faults.js';
import type { CreateClient } from './world.js';

const source = fileURLToPath(new URL('../../src/', import.meta.url));

/** The client as it is in the source, but for one mistake. */
export async function faultyClient(fault: PlantedFault): Promise<CreateClient> {
  let planted = 0;
  const plugin: Plugin = {
    name: 'plant',
    enforce: 'pre',
    transform(code, id) {
      if (id !== join(source, fault.file)) return null;
      planted += code.split(fault.find).length - 1;
      return code.replace(fault.find, () => fault.replace);
    },
  };
  const output = (await build({
    configFile: false,
    logLevel: 'error',
    plugins: [plugin],
    build: {
      write: false,
      minify: false,
      modulePreload: false,
      target: 'es2022',
      rollupOptions: { input: join(source, 'index.ts'), preserveEntrySignatures: 'strict' },
    },
  })) as Rollup.RollupOutput;
  if (planted !== 1) throw new Error(`${fault.file} has ${planted} times: ${fault.find}`);
  const folder = await mkdtemp(join(tmpdir(), 'tandem-client-'));
  try {
    const file = join(folder, 'client.mjs');
    await writeFile(file, output.output[0].code);
    return (await import(/* @vite-ignore */ pathToFileURL(file).href)).createAuthClient;
  } finally {
    await rm(folder, { recursive: true });
  }
}
