import type { Clock } from '../clock.js';

const first = 1_000;
const longest = 60_000;

/**
 * An API that refuses even fresh tokens must not cause a refresh per request: after each such
 * refusal its origin may ask for none for 1 s, then 2 s, up to a minute, until it accepts one.
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
      // Requests that were refused side by side count once.
      if (active(origin)) return;
      const previous = origins.get(origin)?.delay;
      const delay = previous ? Math.min(previous * 2, longest) : first;
      origins.set(origin, { delay, until: clock.now() + delay });
    },
    accepted: (origin) => void origins.delete(origin),
  };
}
