import type { SessionSnapshot } from '../session/session-snapshot.js';

/** Milliseconds before the client asks again for a session whose state is unknown. */
const pause = 60_000;

/**
 * When the next proactive refresh is due: a minute before the access token expires, or after half
 * of a lifetime below two minutes. A random part makes it a little earlier, so that many clients do
 * not refresh at once.
 */
export function refreshDue(snapshot: SessionSnapshot, now: number, random: number): number {
  const { status, session, expiresIn, accessExpiresAt } = snapshot;
  if (status === 'stale') return now + pause;
  if (!session) return Infinity;
  const used = Math.max(expiresIn / 2, expiresIn - 60) * (1 - random / 20);
  return accessExpiresAt - (expiresIn - used) * 1000;
}
