import type { AuthEndpoints } from '../endpoints/auth-endpoints.js';
import type { Logger } from '../events/emitter.js';
import { type Diagnosis, readProblem } from '../responses/problem.js';

/** The same `fetch`, which says in the log why a refresh finds no cookie or another origin's response cannot be read; each of them once. */
export function explainingFetch(
  fetch: typeof globalThis.fetch,
  endpoints: AuthEndpoints,
  page: string | undefined,
  logger: Logger,
): typeof globalThis.fetch {
  const said = new Set<string>();

  function say(message: string, detail: unknown): void {
    if (said.has(message)) return;
    said.add(message);
    logger.warn(`Tandem: ${message}`, detail);
  }

  return async (input, init) => {
    const url = endpoints.resolve(input instanceof Request ? input.url : input);
    try {
      const response = await fetch(input, init);
      if (response.status === 401 && url.href === endpoints.url('refresh')) {
        // Copied by hand: a clone leaves some platforms without the body of the original.
        const { status, statusText, headers } = response;
        const text = await response.text();
        const copy = () => new Response(text, { status, statusText, headers });
        const problem = await readProblem(copy());
        if (problem?.diagnosis) say(...explanation(problem.diagnosis));
        return copy();
      }
      return response;
    } catch (error) {
      const aborted = init?.signal?.aborted;
      if (page && url.origin !== page && endpoints.attaches(new URL('/', url)) && !aborted) {
        say(
          `${url.origin} did not answer, or may not be read: is this page in Tandem:Frontends? ` +
            `Tandem__Frontends__0=${page} lists it.`,
          error,
        );
      }
      throw error;
    }
  };
}

function explanation(diagnosis: Diagnosis): [string, Diagnosis] {
  const { cause, detail, fix, docs } = diagnosis;
  // A path is of use in a checkout only.
  const more = URL.canParse(docs) ? docs : `tandem explain ${cause}`;
  const message = `the refresh came without its cookie (${cause}). ${detail} ${fix} More: ${more}`;
  return [message, diagnosis];
}
