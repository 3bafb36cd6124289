import { describe, expect, it } from 'vitest';
import type { TimelineEntry } from '../src/session/timeline.js';
import { tokenLifetimes } from '../src/session/token-lifetimes.js';

const token = (generation: number, at: number, expiresIn = 100): TimelineEntry => {
  const where = { source: 'this-tab', cause: 'expired' } as const;
  return { kind: 'generation', id: generation, generation, at: at * 1000, expiresIn, ...where };
};
const trouble = (at: number): TimelineEntry => ({
  kind: 'trouble',
  id: -at,
  title: '',
  at: at * 1000,
});

describe('The chart of token lifetimes', () => {
  it('is nothing before the first token', () => {
    expect(tokenLifetimes([trouble(3)], 5000, 8)).toBeNull();
  });

  it('shows a token as used until its successor, and as valid until its expiry', () => {
    const lifetimes = tokenLifetimes([token(2, 50), token(1, 0)], 60_000, 8)?.lifetimes;
    const whole = 150 * 1.04;
    expect(lifetimes?.map(({ from }) => from)).toEqual([0, (50 / whole) * 100]);
    expect(lifetimes?.[0]?.until).toBeCloseTo((50 / whole) * 100);
    expect(lifetimes?.[0]?.expires).toBeCloseTo((100 / whole) * 100);
    expect(lifetimes?.[1]?.until).toBeCloseTo((60 / whole) * 100);
  });

  it('shows no use beyond the expiry, however late it is', () => {
    const picture = tokenLifetimes([token(1, 0)], 400_000, 8);
    expect(picture?.lifetimes[0]?.until).toBe(picture?.lifetimes[0]?.expires);
    expect(picture?.now).toBeLessThan(100);
  });

  it('shows a failed refresh with the token that was the newest then', () => {
    const lifetimes = tokenLifetimes(
      [trouble(70), token(2, 50), trouble(20), token(1, 0)],
      80_000,
      8,
    )?.lifetimes;
    expect(lifetimes?.map(({ troubles }) => troubles.length)).toEqual([1, 1]);
  });

  it('leaves out the oldest when there are too many', () => {
    const entries = [3, 2, 1].map((generation) => token(generation, generation * 50));
    expect(
      tokenLifetimes(entries, 160_000, 2)?.lifetimes.map(({ generation }) => generation),
    ).toEqual([2, 3]);
  });
});
