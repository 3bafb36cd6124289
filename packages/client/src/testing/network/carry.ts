import type { Clock } from '../../clock.js';
import { raceAbort } from '../../requests/race-abort.js';
import type { Arrived, Served } from '../server/routes.js';
import type { Fault } from './fault.js';
import { type Line, lost, pass } from './line.js';

/** Where a request ends up. */
interface Destination {
  answer(request: Arrived): Served;
}

/**
 * A `fetch` over a line to one server. Aborting leaves the request on its way, as on a real
 * network: the server may still act, and nobody sees its answer or its cookie.
 */
export function carry(
  origin: string,
  clock: Clock,
  line: Line,
  nextFault: (path: string) => Fault | undefined,
  server: Destination,
): typeof globalThis.fetch {
  return async (input, init = {}) => {
    const request = input instanceof Request ? input : undefined;
    const signal = init.signal ?? request?.signal;
    const url = new URL(request?.url ?? `${input}`);
    const method = (init.method ?? request?.method ?? 'GET').toUpperCase();
    const headers = new Headers(init.headers ?? request?.headers);
    // Cookies go along as they are when the request leaves.
    const credentials = init.credentials ?? request?.credentials;
    const cookie = credentials === 'omit' ? '' : line.cookies.header();
    const body = await textOf(init.body ?? request);
    signal?.throwIfAborted();
    const { pathname: path } = url;
    const fault = url.origin === origin ? nextFault(path) : undefined;
    const transit = { request: 0, answer: 0, longest: Infinity, ...line.transit?.(path) };
    const sent = clock.now();
    const connected = line.open();
    const delay = (way: 'request' | 'answer') => (fault?.kind === 'delay' && fault[way]) || 0;

    const journey = async (): Promise<Response> => {
      connected();
      if (url.origin !== origin || fault?.kind === 'network-error') throw lost();
      if (line.portal) return line.portal();
      await pass(clock, transit.request + delay('request'));
      connected();
      const served: Served =
        fault?.kind === 'answer'
          ? { response: fault.make() }
          : server.answer({ method, url, headers, cookie, body });
      if (fault?.kind === 'silence') await new Promise(() => {});
      await pass(clock, transit.answer + delay('answer'));
      connected();
      const late = clock.now() - sent >= transit.longest;
      if (late || fault?.kind === 'lost-answer') throw lost();
      signal?.throwIfAborted();
      for (const header of served.cookies ?? []) line.cookies.store(header);
      return served.response;
    };
    return signal ? raceAbort(journey(), signal) : journey();
  };
}

async function textOf(body: BodyInit | Request | null | undefined): Promise<string> {
  if (typeof body === 'string') return body;
  return body instanceof Request ? await body.text() : await new Response(body ?? '').text();
}
