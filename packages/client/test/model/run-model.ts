import fc from 'fast-check';
import { commands } from './commands.js';
import { comeToRest } from './quiet.js';
import { type CreateClient, World } from './world.js';

type History = [Iterable<fc.AsyncCommand<object, World>>, number];

/** Plays histories against a client; the answer of fast-check tells what failed, and its seed. */
export function runModel(
  createClient: CreateClient,
  params: fc.Parameters<History>,
): Promise<fc.RunDetails<History>> {
  const property = fc.asyncProperty(commands(40), fc.integer(), async (history, seed) => {
    const world = new World(seed, createClient);
    await world.begin();
    await fc.asyncModelRun(() => ({ model: {}, real: world }), history);
    await comeToRest(world);
  });
  return fc.check(
    property,
    params as fc.Parameters<[Iterable<fc.AsyncCommand<object, World>>, number]>,
  );
}

/** What broke, after which steps, and the seed that shows it again. */
export async function describeFailure(details: fc.RunDetails<History>): Promise<string> {
  const error = details.errorInstance as Error | null;
  return `${error?.message}\n\n${await fc.asyncDefaultReportMessage(details)}`;
}
