/** What goes wrong with one request. All but `network-error` and `answer` let the server act first. */
export type Fault =
  /** The request never reaches the server. */
  | { readonly kind: 'network-error' }
  /** The server acts, and its answer is lost. */
  | { readonly kind: 'lost-answer' }
  /** The server acts, and nothing ever comes back. Whoever waits has to give up. */
  | { readonly kind: 'silence' }
  /** Milliseconds on the way there, on the way back, or both. Unequal delays reorder answers. */
  | { readonly kind: 'delay'; readonly request?: number; readonly answer?: number }
  /** Somebody else answers: a proxy, a captive portal, a server that is busy. */
  | { readonly kind: 'answer'; readonly make: () => Response };

/** Ready-made faults for `FakeServer.fault`. */
export const faults = {
  networkError: (): Fault => ({ kind: 'network-error' }),
  lostAnswer: (): Fault => ({ kind: 'lost-answer' }),
  silence: (): Fault => ({ kind: 'silence' }),
  delay: (answer: number, request = 0): Fault => ({ kind: 'delay', request, answer }),
  /** A problem document of the server, such as `faults.problem(503, 'busy')`. */
  problem: (status: number, code: string, headers: Record<string, string> = {}): Fault => ({
    kind: 'answer',
    make: () => problem(status, code, headers),
  }),
  /** 429 with `Retry-After`, in seconds. */
  tooMany: (retryAfter: number): Fault =>
    faults.problem(429, 'rate_limited', { 'retry-after': `${retryAfter}` }),
  /** A page where none belongs: 200 or 401 of a captive portal, 502 of a proxy. */
  html: (status = 200): Fault => ({
    kind: 'answer',
    make: () =>
      new Response('<h1>Welcome</h1>', { status, headers: { 'content-type': 'text/html' } }),
  }),
} as const;

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
