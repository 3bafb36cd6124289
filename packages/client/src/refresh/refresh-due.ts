import type { SessionSnapshot } from '../session/session-snapshot.js';

/** How long a session whose state is unknown is left alone before it is asked for again. */
const pause = 60_000;

/**
 * When a refresh is due that nobody asked for: a minute before the access token expires, or at
 * half of a shorter life, a little earlier by chance so that a crowd does not come at once.
 */
export function refreshDue(snapshot: SessionSnapshot, now: number, random: number): number {
  const { status, session, expiresIn, accessExpiresAt } = snapshot;
  if (status === 'stale') return now + pause;
  if (!session) return Infinity;
  const life = Math.max(expiresIn / 2, expiresIn - 60) * (1 - random / 20);
  return accessExpiresAt - (expiresIn - life) * 1000;
}
