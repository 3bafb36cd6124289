import { describe, expect, it } from 'vitest';
import type { Moment } from '../src/session/timeline.js';
import { tokenLives } from '../src/session/token-lives.js';

const token = (generation: number, at: number, expiresIn = 100): Moment => {
  const where = { source: 'this-tab', cause: 'expired' } as const;
  return { kind: 'generation', id: generation, generation, at: at * 1000, expiresIn, ...where };
};
const trouble = (at: number): Moment => ({ kind: 'trouble', id: -at, title: '', at: at * 1000 });

describe('The picture of token lives', () => {
  it('is nothing before the first token', () => {
    expect(tokenLives([trouble(3)], 5000, 8)).toBeNull();
  });

  it('shows a token as used until its successor came, and as living until its expiry', () => {
    const lives = tokenLives([token(2, 50), token(1, 0)], 60_000, 8)?.lives;
    const whole = 150 * 1.04;
    expect(lives?.map(({ from }) => from)).toEqual([0, (50 / whole) * 100]);
    expect(lives?.[0]?.until).toBeCloseTo((50 / whole) * 100);
    expect(lives?.[0]?.expires).toBeCloseTo((100 / whole) * 100);
    expect(lives?.[1]?.until).toBeCloseTo((60 / whole) * 100);
  });

  it('shows no use beyond the expiry, however late it is', () => {
    const picture = tokenLives([token(1, 0)], 400_000, 8);
    expect(picture?.lives[0]?.until).toBe(picture?.lives[0]?.expires);
    expect(picture?.now).toBeLessThan(100);
  });

  it('shows a failed refresh with the token that was the newest then', () => {
    const lives = tokenLives(
      [trouble(70), token(2, 50), trouble(20), token(1, 0)],
      80_000,
      8,
    )?.lives;
    expect(lives?.map(({ troubles }) => troubles.length)).toEqual([1, 1]);
  });

  it('leaves out the oldest when there are too many', () => {
    const moments = [3, 2, 1].map((generation) => token(generation, generation * 50));
    expect(tokenLives(moments, 160_000, 2)?.lives.map(({ generation }) => generation)).toEqual([
      2, 3,
    ]);
  });
});
