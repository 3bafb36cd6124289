import fc from 'fast-check';
import { commands } from './commands.js';
import { quiesce } from './quiescence.js';
import { type CreateClient, Simulation } from './simulation.js';

/** Histories per test: `TANDEM_MODEL_RUNS=20000 npm test` runs more. */
export const runs = Number(process.env.TANDEM_MODEL_RUNS ?? 1_000);

/** The usual run has the same histories every time. A longer one has others, unless given a seed. */
export const seed = Number(
  process.env.TANDEM_MODEL_SEED ?? (process.env.TANDEM_MODEL_RUNS ? Date.now() % 2 ** 31 : 1),
);

type History = [Iterable<fc.AsyncCommand<object, Simulation>>, number];

/** Runs histories against a client. The result of fast-check says what failed, and with which seed. */
export function runModel(
  createClient: CreateClient,
  params: fc.Parameters<History>,
): Promise<fc.RunDetails<History>> {
  const property = fc.asyncProperty(commands(40), fc.integer(), async (history, seed) => {
    const simulation = new Simulation(seed, createClient);
    await simulation.begin();
    await fc.asyncModelRun(() => ({ model: {}, real: simulation }), history);
    await quiesce(simulation);
  });
  return fc.check(
    property,
    params as fc.Parameters<[Iterable<fc.AsyncCommand<object, Simulation>>, number]>,
  );
}

/** What broke, after which steps, and the seed that shows it again. */
export async function describeFailure(details: fc.RunDetails<History>): Promise<string> {
  const error = details.errorInstance as Error | null;
  return `${error?.message}\n\n${await fc.asyncDefaultReportMessage(details)}`;
}
