/** The counters of a session. `convergeFrom <= used <= base < issued`; times in milliseconds. */
export interface Rotation {
  /** The latest generation handed out. */
  readonly issued: number;
  /** What `issued` was when `used` was accepted. */
  readonly base: number;
  /** The generation accepted last. */
  readonly used: number;
  /** The lowest generation that still converges; equal to `used` except after a fast-forward. */
  readonly convergeFrom: number;
  readonly rotatedAt: number | null;
  /** The generation known to have been delivered. */
  readonly confirmed: number;
}

export type RotationOutcome =
  | 'rotate'
  | 'repeat'
  | 'access_only'
  | 'converge'
  | 'recover'
  | 'reuse'
  | 'fast_forward';

export interface RotationDecision {
  readonly outcome: RotationOutcome;
  /** The generation of the response; 0 for reuse. */
  readonly generation: number;
  readonly next: Rotation;
}

/** Windows in milliseconds. */
export interface RotationPolicy {
  readonly leeway: number;
  readonly idleLifetime: number;
  /** null: the idle lifetime. */
  readonly recoveryWindow: number | null;
}

export const firstRotation: Rotation = {
  issued: 1,
  base: 0,
  used: 0,
  convergeFrom: 0,
  rotatedAt: null,
  confirmed: 0,
};

/**
 * What presenting generation `g` of a living session means. A test compares it with the server's
 * own decisions in `tests/support/rotation-decisions.json`.
 */
export function decide(
  row: Rotation,
  g: number,
  now: number,
  policy: RotationPolicy,
): RotationDecision {
  const { issued, base, used, convergeFrom, rotatedAt, confirmed } = row;
  const { leeway } = policy;
  const age = rotatedAt === null ? Number.POSITIVE_INFINITY : now - rotatedAt;
  const settling = leeway > 0 && age <= 2 * leeway;
  const excused = confirmed < issued;
  const stays = (outcome: RotationOutcome, generation: number) => ({
    outcome,
    generation,
    next: row,
  });
  const moves = (outcome: RotationOutcome, change: Partial<Rotation> & { issued: number }) => ({
    outcome,
    generation: change.issued,
    // A window must not open twice because the clock was set back.
    next: { ...row, ...change, rotatedAt: Math.max(rotatedAt ?? now, now) },
  });

  if (g > issued) {
    return moves('fast_forward', { convergeFrom: used, used: g, base: g, issued: g + 1 });
  }
  if (g > base) {
    if (settling) return g === issued ? stays('repeat', issued) : stays('access_only', g);
    return moves('rotate', { convergeFrom: g, used: g, base: issued, issued: issued + 1 });
  }
  // A rotation further ahead than the leeway was stored before the clock was set back.
  const inWindow = age <= leeway && (age >= -leeway || excused);
  if (leeway > 0 && inWindow && convergeFrom <= g && g <= used) return stays('converge', issued);
  const recovery = policy.recoveryWindow ?? policy.idleLifetime;
  if (g === used && recovery > 0 && age <= recovery && excused) {
    return moves('recover', { issued: issued + 1 });
  }
  return stays('reuse', 0);
}
