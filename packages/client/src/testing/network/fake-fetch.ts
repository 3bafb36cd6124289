import type { Clock } from '../../clock.js';
import { raceAbort } from '../../requests/race-abort.js';
import type { Arrived, Served } from '../server/routes.js';
import { type Fault, withCurrentNames } from './fault.js';
import { type Line, lost, pass } from './line.js';

/** The server that receives the requests. */
interface Destination {
  serve(request: Arrived): Served;
}

/**
 * A `fetch` over a line to one server. As on a real network, aborting does not call a request back:
 * the server may still act, and its response and cookie are discarded.
 */
export function createFakeFetch(
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
    // The cookies are those of the moment in which the request is sent.
    const credentials = init.credentials ?? request?.credentials;
    const cookie = credentials === 'omit' ? '' : line.cookies.header();
    const body = await textOf(init.body ?? request);
    signal?.throwIfAborted();
    const { pathname: path } = url;
    const fault = url.origin === origin ? withCurrentNames(nextFault(path)) : undefined;
    const { answer: response = 0, ...own } = line.transit?.(path) ?? {};
    const transit = { request: 0, response, longest: Infinity, ...own };
    const sent = clock.now();
    const connected = line.open();
    const delay = fault?.kind === 'delay' ? fault : undefined;

    const exchange = async (): Promise<Response> => {
      connected();
      if (url.origin !== origin || fault?.kind === 'network-error') throw lost();
      if (line.portal) return line.portal();
      await pass(clock, transit.request + (delay?.request ?? 0));
      connected();
      const served: Served =
        fault?.kind === 'response'
          ? { response: fault.make() }
          : server.serve({ method, url, headers, cookie, body });
      if (fault?.kind === 'silence') await new Promise(() => {});
      await pass(clock, transit.response + (delay?.response ?? 0));
      connected();
      const late = clock.now() - sent >= transit.longest;
      if (late || fault?.kind === 'lost-response') throw lost();
      signal?.throwIfAborted();
      for (const header of served.cookies ?? []) line.cookies.store(header);
      return served.response;
    };
    return signal ? raceAbort(exchange(), signal) : exchange();
  };
}

async function textOf(body: BodyInit | Request | null | undefined): Promise<string> {
  if (typeof body === 'string') return body;
  return body instanceof Request ? await body.text() : await new Response(body ?? '').text();
}
