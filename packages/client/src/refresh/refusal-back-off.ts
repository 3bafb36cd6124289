import type { Clock } from '../clock.js';

const first = 1_000;
const longest = 60_000;

/**
 * An API that refuses even new tokens must not cause a refresh for every request. After each such
 * refusal, 401s of its origin cause no refresh for 1 s, then 2 s, up to a minute, until it accepts a
 * token.
 */
export interface RefusalBackOff {
  active(origin: string): boolean;
  refused(origin: string): void;
  accepted(origin: string): void;
}

export function createRefusalBackOff(clock: Clock): RefusalBackOff {
  const origins = new Map<string, { readonly delay: number; readonly until: number }>();
  const active = (origin: string) => (origins.get(origin)?.until ?? 0) > clock.now();
  return {
    active,
    refused(origin) {
      // Concurrent requests that were refused count once.
      if (active(origin)) return;
      const previous = origins.get(origin)?.delay;
      const delay = previous ? Math.min(previous * 2, longest) : first;
      origins.set(origin, { delay, until: clock.now() + delay });
    },
    accepted: (origin) => void origins.delete(origin),
  };
}
