/** The counters of a session's row. `convergeFrom <= used <= base < issued`; times in milliseconds. */
export interface Rotation {
  /** The latest generation handed out. */
  readonly issued: number;
  /** What `issued` was when `used` was accepted. */
  readonly base: number;
  /** The generation accepted last. */
  readonly used: number;
  readonly convergeFrom: number;
  readonly rotatedAt: number | null;
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
  /** The generation to answer with; 0 for reuse. */
  readonly generation: number;
  readonly next: Rotation;
}

/** Windows in milliseconds. */
export interface RotationPolicy {
  readonly leeway: number;
  readonly recoveryWindow: number;
}

export const firstRotation: Rotation = {
  issued: 1,
  base: 0,
  used: 0,
  convergeFrom: 0,
  rotatedAt: null,
};

/** What presenting generation `g` of a living session means: the server's own rules. */
export function decide(
  row: Rotation,
  g: number,
  now: number,
  confirmed: number,
  { leeway, recoveryWindow }: RotationPolicy,
): RotationDecision {
  const age = row.rotatedAt === null ? Number.POSITIVE_INFINITY : now - row.rotatedAt;
  const settling = leeway > 0 && age <= 2 * leeway;
  const { issued, base, used, convergeFrom } = row;
  const stays = (outcome: RotationOutcome, generation: number) => ({
    outcome,
    generation,
    next: row,
  });

  if (g > issued) {
    const next = { convergeFrom: used, used: g, base: g, issued: g + 1, rotatedAt: now };
    return { outcome: 'fast_forward', generation: g + 1, next };
  }
  if (g > base) {
    if (settling) return g === issued ? stays('repeat', issued) : stays('access_only', g);
    const next = { used: g, convergeFrom: g, base: issued, issued: issued + 1, rotatedAt: now };
    return { outcome: 'rotate', generation: issued + 1, next };
  }
  if (leeway > 0 && age <= leeway && convergeFrom <= g && g <= used) {
    return stays('converge', issued);
  }
  if (g === used && recoveryWindow > 0 && age <= recoveryWindow && confirmed < issued) {
    const next = { ...row, issued: issued + 1, rotatedAt: now };
    return { outcome: 'recover', generation: issued + 1, next };
  }
  return stays('reuse', 0);
}
