/** What goes wrong with one request. With all but `network-error` and `response` the server acts. */
export type Fault =
  /** The request never reaches the server. */
  | { readonly kind: 'network-error' }
  /** The server acts, and its response is lost. */
  | { readonly kind: 'lost-response' }
  /** The server acts, and neither a response nor an error ever arrives. */
  | { readonly kind: 'silence' }
  /** Milliseconds that the request, the response or both are late. Can reorder responses. */
  | { readonly kind: 'delay'; readonly request?: number; readonly response?: number }
  /** Another response than the server's: of a proxy, a captive portal, a busy server. */
  | { readonly kind: 'response'; readonly make: () => Response }
  | FormerFault;

/** @deprecated Say `response` instead of `answer`. */
type FormerFault =
  | { readonly kind: 'lost-answer' }
  | { readonly kind: 'delay'; readonly request?: number; readonly answer: number }
  | { readonly kind: 'answer'; readonly make: () => Response };

/** Ready-made faults for `FakeServer.fault`. */
export const faults = {
  networkError: (): Fault => ({ kind: 'network-error' }),
  lostResponse: () => ({ kind: 'lost-response' }) as const,
  /** @deprecated Use `lostResponse`. */
  lostAnswer: (): Fault => faults.lostResponse(),
  silence: (): Fault => ({ kind: 'silence' }),
  delay: (response: number, request = 0) => ({ kind: 'delay', request, response }) as const,
  /** A problem document of the server, such as `faults.problem(503, 'busy')`. */
  problem: (status: number, code: string, headers: Record<string, string> = {}): Fault => ({
    kind: 'response',
    make: () => problem(status, code, headers),
  }),
  /** 429 with `Retry-After`, in seconds. */
  tooMany: (retryAfter: number): Fault =>
    faults.problem(429, 'rate_limited', { 'retry-after': `${retryAfter}` }),
  /** An HTML page instead of JSON: 200 or 401 of a captive portal, 502 of a proxy. */
  html: (status = 200): Fault => ({
    kind: 'response',
    make: () =>
      new Response('<h1>Welcome</h1>', { status, headers: { 'content-type': 'text/html' } }),
  }),
} as const;

/** The fault with the names of today. */
export function withCurrentNames(
  fault: Fault | undefined,
): Exclude<Fault, FormerFault> | undefined {
  if (fault?.kind === 'lost-answer') return faults.lostResponse();
  if (fault?.kind === 'answer') return { kind: 'response', make: fault.make };
  return fault && 'answer' in fault ? faults.delay(fault.answer, fault.request) : fault;
}

export function problem(
  status: number,
  code: string,
  headers: Record<string, string> = {},
  more: object = {},
): Response {
  return new Response(JSON.stringify({ title: code, detail: `About ${code}.`, code, ...more }), {
    status,
    headers: {
      'content-type': 'application/problem+json',
      'cache-control': 'no-store',
      ...headers,
    },
  });
}
