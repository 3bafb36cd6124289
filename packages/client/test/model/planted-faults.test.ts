import { expect, it } from 'vitest';
import { faultyClient } from './faulty-client.js';
import { plantedFaults } from './planted-faults.js';
import { runModel } from './run-model.js';
import { runs } from './runs.js';

/** Chosen once, so that the same mistake is found in the same history every time. */
const seed = 1;

it.each(Object.entries(plantedFaults))(
  `A client that %s is found out within ${runs} histories`,
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
