import { describe, expect, it } from 'vitest';
import { decide, handsOutRefreshToken, type Rotation } from '../src/testing/server/rotation.js';

const policy = { leeway: 30_000, idleLifetime: 3_600_000, recoveryWindow: null };
const rotatedAt = 1_000_000;
/** Two candidates, 4 and 5. */
const row: Rotation = { issued: 5, base: 3, used: 3, rotatedAt, confirmed: 0 };

/** Decides about generation `g`, at `age` after the rotation, with a token made `old` before. */
const present = (g: number, age: number, old = 0, state = row, windows = policy) => {
  const now = rotatedAt + age;
  return decide(state, { generation: g, issuedAt: now - old }, now, windows);
};

describe('A token newer than the row', () => {
  it('raises it and is answered with an access token only, until that has settled', () => {
    const { next, ...told } = present(9, 90_000);
    expect(told).toEqual({ outcome: 'fast_forward', generation: 9 });
    expect(next).toEqual({ ...row, issued: 9, rotatedAt: rotatedAt + 90_000 });
    expect(present(9, 150_000, 0, next)).toMatchObject({ outcome: 'access_only', next });
    expect(present(9, 150_001, 0, next)).toMatchObject({ outcome: 'rotate', generation: 10 });
  });

  it('leaves what lies between presentable, and what was accepted recoverable', () => {
    const { next } = present(9, 0);
    expect(present(7, 1, 0, next).outcome).toBe('access_only');
    expect(present(3, 30_001, 0, next)).toMatchObject({ outcome: 'recover', generation: 10 });
  });

  it('rotates at once without a leeway', () => {
    const { next } = present(9, 0, 0, row, { ...policy, leeway: 0 });
    expect(next).toMatchObject({ issued: 10, base: 9, used: 9 });
  });
});

describe('A candidate that has not settled', () => {
  it('is confirmed by a token older than twice the leeway and a second', () => {
    expect(present(4, 60_000, 61_000)).toMatchObject({ outcome: 'access_only', next: row });
    expect(present(4, 60_000, 61_001).next).toEqual({ ...row, confirmed: 4 });
  });

  it('is not confirmed once another one is', () => {
    const confirmed = { ...row, confirmed: 4 };
    expect(present(5, 60_000, 61_001, confirmed).next).toEqual(confirmed);
  });
});

describe('The predecessor', () => {
  it('converges within one leeway, and recovers after it', () => {
    expect(present(3, 30_000)).toMatchObject({ outcome: 'converge', generation: 5, next: row });
    expect(present(3, 30_001)).toMatchObject({ outcome: 'recover', generation: 6 });
  });

  it('is found out once any candidate was confirmed, not only the newest', () => {
    const confirmed = { ...row, confirmed: 4 };
    expect(present(3, 30_000, 0, confirmed).outcome).toBe('converge');
    expect(present(3, 30_001, 0, confirmed).outcome).toBe('reuse');
  });

  it('of the predecessor is found out at once', () => {
    expect(present(2, 1)).toEqual({ outcome: 'reuse', generation: 0, next: row });
  });
});

it('A refresh token goes out with a rotation, a convergence and a recovery only', () => {
  const outcomes = ['rotate', 'access_only', 'converge', 'recover', 'reuse', 'fast_forward'];
  const handedOut = outcomes.filter((outcome) => handsOutRefreshToken(outcome as 'rotate'));
  expect(handedOut).toEqual(['rotate', 'converge', 'recover']);
});
