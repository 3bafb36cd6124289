/** An intermediary's mistake must not keep a person away for longer than this. */
const longest = 300;

/**
 * Seconds to wait according to `Retry-After`, in either of its forms, at most five minutes.
 * A date is measured against the answer's own `Date`, because the two clocks then agree.
 * @see RFC 9110 §10.2.3
 */
export function retryAfter(headers: Headers, wallClock: number): number | undefined {
  const value = headers.get('retry-after');
  if (!value) return undefined;
  const sentAt = Date.parse(headers.get('date') ?? '') || wallClock;
  const seconds = /^\d+$/.test(value) ? Number(value) : (Date.parse(value) - sentAt) / 1000;
  return Number.isNaN(seconds) ? undefined : Math.min(Math.max(Math.ceil(seconds), 0), longest);
}
