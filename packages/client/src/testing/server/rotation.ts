/** The counters of a session. `used <= base < issued`, `confirmed <= issued`; times in milliseconds. */
export interface Rotation {
  /** The latest generation known to be handed out. */
  readonly issued: number;
  /** What `issued` was when `used` was accepted. The generations after it are candidates. */
  readonly base: number;
  /** The generation accepted last, the predecessor of the candidates. */
  readonly used: number;
  /** The last change of `issued`. */
  readonly rotatedAt: number | null;
  /** A candidate that a client is known to have kept. */
  readonly confirmed: number;
}

export type RotationOutcome =
  | 'rotate'
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

/** The part of a token that the decision needs. Times in milliseconds. */
export interface PresentedToken {
  readonly generation: number;
  readonly issuedAt: number;
}

export const firstRotation: Rotation = {
  issued: 1,
  base: 0,
  used: 0,
  rotatedAt: null,
  confirmed: 0,
};

/**
 * What presenting a token of a living session means. A test compares it with the server's own
 * decisions in `tests/support/rotation-decisions.json`.
 */
export function decide(
  stored: Rotation,
  token: PresentedToken,
  now: number,
  policy: RotationPolicy,
): RotationDecision {
  const { generation: g } = token;
  const { leeway } = policy;
  // A window must not open twice because the clock was set back.
  const rotatedAt = Math.max(stored.rotatedAt ?? now, now);
  const raised = g > stored.issued;
  // A token newer than the row: commits were lost. The row moves up to it and settles anew.
  const row = raised ? { ...stored, issued: g, rotatedAt } : stored;
  const { issued, base, used } = row;
  const age = row.rotatedAt === null ? Number.POSITIVE_INFINITY : now - row.rotatedAt;
  const handsOutNext = (outcome: RotationOutcome, change: Partial<Rotation>) => ({
    outcome,
    generation: issued + 1,
    next: { ...row, ...change, issued: issued + 1, rotatedAt },
  });

  if (g > base) {
    if (leeway === 0 || age > 2 * leeway) return handsOutNext('rotate', { used: g, base: issued });
    const next = provesDelivery(token, now, policy) ? confirm(row, g) : row;
    return { outcome: raised ? 'fast_forward' : 'access_only', generation: g, next };
  }
  const excused = row.confirmed <= base;
  // A rotation further ahead than the leeway was stored before the clock was set back.
  const inWindow = leeway > 0 && age <= leeway && (age >= -leeway || excused);
  if (g === used && inWindow) return { outcome: 'converge', generation: issued, next: row };
  const recovery = policy.recoveryWindow ?? policy.idleLifetime;
  if (g === used && excused && recovery > 0 && age <= recovery) return handsOutNext('recover', {});
  return { outcome: 'reuse', generation: 0, next: row };
}

/** Whether the response with a token made then has been kept by now. Real tokens have whole seconds. */
export function provesDelivery(
  { issuedAt }: { readonly issuedAt: number },
  now: number,
  { leeway }: RotationPolicy,
): boolean {
  return now - issuedAt > 2 * leeway + 1_000;
}

/** Notes that a candidate was kept. The first one that is known ends the excuse of the predecessor. */
export function confirm(row: Rotation, generation: number): Rotation {
  const { issued, base, confirmed } = row;
  const isNew = base < generation && generation <= issued && confirmed <= base;
  return isNew ? { ...row, confirmed: generation } : row;
}

/** The cookie rule: a refresh token goes out when `issued` changes, or within one leeway of that. */
export function handsOutRefreshToken(outcome: RotationOutcome): boolean {
  return outcome === 'rotate' || outcome === 'converge' || outcome === 'recover';
}
