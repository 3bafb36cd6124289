/** In seconds. An intermediary's mistake must not stop the client for longer. */
const longest = 300;

/**
 * Seconds to wait according to `Retry-After`, in either of its forms, at most five minutes.
 * A date is compared with the response's own `Date`, because both are of the same clock.
 * @see RFC 9110 §10.2.3
 */
export function retryAfter(headers: Headers, wallClock: number): number | undefined {
  const value = headers.get('retry-after') ?? '';
  const sentAt = Date.parse(headers.get('date') ?? '') || wallClock;
  const seconds = /^\d+$/.test(value) ? Number(value) : (Date.parse(value) - sentAt) / 1000;
  return Number.isNaN(seconds) ? undefined : Math.min(Math.max(Math.ceil(seconds), 0), longest);
}
