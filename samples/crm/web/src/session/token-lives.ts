import type { Generation, Moment } from './timeline.js';

/** The life of one access token, in percent of the picture's width. */
export interface TokenLife {
  readonly id: number;
  readonly generation: number;
  readonly source: Generation['source'];
  readonly from: number;
  /** Where its use ended: at its successor's arrival, at its expiry, or now. */
  readonly until: number;
  readonly expires: number;
  /** Refreshes that failed while it was the newest. */
  readonly troubles: readonly number[];
}

export interface TokenLives {
  /** Wall-clock milliseconds. */
  readonly start: number;
  readonly end: number;
  /** When the newest token expires. */
  readonly expiry: number;
  readonly now: number;
  /** Oldest first. */
  readonly lives: readonly TokenLife[];
}

const margin = 0.04;

/** Lays out the latest `shown` lives on one axis of time; null when there is nothing to show. */
export function tokenLives(
  moments: readonly Moment[],
  now: number,
  shown: number,
): TokenLives | null {
  const isGeneration = (moment: Moment): moment is Generation => moment.kind === 'generation';
  const tokens = moments.filter(isGeneration).slice(0, shown).reverse();
  const first = tokens[0];
  if (!first) return null;

  const start = first.at;
  const latest = Math.max(now, ...tokens.map(expiry));
  const end = latest + (latest - start) * margin;
  const place = (at: number) => ((at - start) / (end - start)) * 100;
  const lives = tokens.map((token, index) => {
    const replaced = tokens[index + 1]?.at ?? Number.POSITIVE_INFINITY;
    const within = ({ kind, at }: Moment) =>
      kind === 'trouble' && at >= token.at && at < Math.min(replaced, end);
    return {
      id: token.id,
      generation: token.generation,
      source: token.source,
      from: place(token.at),
      until: place(Math.min(replaced, expiry(token), now)),
      expires: place(expiry(token)),
      troubles: moments.filter(within).map(({ at }) => place(at)),
    };
  });
  return { start, end, expiry: Math.max(...tokens.map(expiry)), now: place(now), lives };
}

const expiry = ({ at, expiresIn }: Generation): number => at + expiresIn * 1000;
