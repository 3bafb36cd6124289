import { pathToFileURL } from 'node:url';
import { type PlantedFault, withBundle } from '../support/bundle.js';
import type { CreateClient } from './world.js';

/** The client as it is in the source, but for one mistake. */
export function faultyClient(fault: PlantedFault): Promise<CreateClient> {
  return withBundle('src/index.ts', fault, async (file) => {
    const module = await import(/* @vite-ignore */ pathToFileURL(file).href);
    return module.createAuthClient;
  });
}
