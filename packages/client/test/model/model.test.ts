import { expect, it } from 'vitest';
import { createAuthClient } from '../../src/index.js';
import { describeFailure, runModel, runs, seed } from './run-model.js';

it(`Nothing that people, networks and machines do in ${runs} histories breaks a rule`, {
  timeout: 24 * 3_600_000,
}, async () => {
  const details = await runModel(createAuthClient, { numRuns: runs, seed });
  expect(details.failed, await describeFailure(details)).toBe(false);
});
