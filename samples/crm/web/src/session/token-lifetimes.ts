import type { Generation, TimelineEntry } from './timeline.js';

/** The lifetime of one access token, in percent of the chart's width. */
export interface TokenLifetime {
  readonly id: number;
  readonly generation: number;
  readonly source: Generation['source'];
  readonly from: number;
  /** Where its use ended: at its successor, at its expiry, or now. */
  readonly until: number;
  readonly expires: number;
  /** Refreshes that failed while it was the newest token. */
  readonly troubles: readonly number[];
}

export interface TokenLifetimes {
  /** Wall-clock milliseconds. */
  readonly start: number;
  readonly end: number;
  /** When the newest token expires. */
  readonly expiry: number;
  readonly now: number;
  /** Oldest first. */
  readonly lifetimes: readonly TokenLifetime[];
}

const margin = 0.04;

/** Places the latest `shown` lifetimes on one time axis; null if there is nothing to show. */
export function tokenLifetimes(
  entries: readonly TimelineEntry[],
  now: number,
  shown: number,
): TokenLifetimes | null {
  const isGeneration = (entry: TimelineEntry): entry is Generation => entry.kind === 'generation';
  const tokens = entries.filter(isGeneration).slice(0, shown).reverse();
  const first = tokens[0];
  if (!first) return null;

  const start = first.at;
  const latest = Math.max(now, ...tokens.map(expiry));
  const end = latest + (latest - start) * margin;
  const place = (at: number) => ((at - start) / (end - start)) * 100;
  const lifetimes = tokens.map((token, index) => {
    const replaced = tokens[index + 1]?.at ?? Number.POSITIVE_INFINITY;
    const within = ({ kind, at }: TimelineEntry) =>
      kind === 'trouble' && at >= token.at && at < Math.min(replaced, end);
    return {
      id: token.id,
      generation: token.generation,
      source: token.source,
      from: place(token.at),
      until: place(Math.min(replaced, expiry(token), now)),
      expires: place(expiry(token)),
      troubles: entries.filter(within).map(({ at }) => place(at)),
    };
  });
  return { start, end, expiry: Math.max(...tokens.map(expiry)), now: place(now), lifetimes };
}

const expiry = ({ at, expiresIn }: Generation): number => at + expiresIn * 1000;
