import type { SessionSnapshot } from '@tandem-auth/client';
import type { HydratedSession } from './hydrated-session.js';

const noToken = { expiresIn: 0, accessExpiresAt: 0 };
const nobody = { ...noToken, user: null, session: null };

/** The same on the server and while the page is hydrated: it says nothing that a clock decides. */
export function initialSnapshot(given: HydratedSession | null | undefined): SessionSnapshot {
  if (!given) return { ...nobody, status: given === null ? 'anonymous' : 'loading' };
  const { user, session } = given;
  return { ...noToken, user, session, status: 'authenticated' };
}
