import { expect, it } from 'vitest';
import { createAuthClient } from '../../src/index.js';
import { describeFailure, runModel } from './run-model.js';

const runs = Number(process.env.TANDEM_MODEL_RUNS ?? 300);
const seed = process.env.TANDEM_MODEL_SEED;

it(`Nothing that people, networks and machines do in ${runs} histories breaks a promise`, {
  timeout: 24 * 3_600_000,
}, async () => {
  const details = await runModel(createAuthClient, {
    numRuns: runs,
    ...(seed ? { seed: Number(seed) } : {}),
  });
  expect(details.failed, await describeFailure(details)).toBe(false);
});
