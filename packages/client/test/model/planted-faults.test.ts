import { pathToFileURL } from 'node:url';
import { expect, it } from 'vitest';
import { type PlantedFault, withBundle } from '../support/bundle.js';
import { plantedFaults } from './planted-faults.js';
import { runModel, runs } from './run-model.js';
import type { CreateClient } from './simulation.js';

/** Fixed, so that the same mistake is found in the same history every time. */
const seed = 1;

it.each(Object.entries(plantedFaults))(
  `A client that %s is detected within ${runs} histories`,
  { timeout: 24 * 3_600_000 },
  async (name, fault) => {
    const createClient = await faultyClient(fault);
    const details = await runModel(createClient, { numRuns: runs, endOnFailure: true, seed });
    const found = details.errorInstance as Error | null;
    const what = found?.message.split('\n')[0];
    process.stdout.write(`${name}: ${what ?? 'not found'} (history ${details.numRuns})\n`);
    expect(details.failed).toBe(true);
  },
);

/** The client of the source, with one mistake. */
function faultyClient(fault: PlantedFault): Promise<CreateClient> {
  return withBundle('src/index.ts', fault, async (file) => {
    const module = await import(/* @vite-ignore */ pathToFileURL(file).href);
    return module.createAuthClient;
  });
}
