import type { KnownSession, SessionSnapshot } from '@tandem-auth/client';

const noToken = { expiresIn: 0, accessExpiresAt: 0 };
const nobody = { ...noToken, user: null, session: null };

/** The same on the server and while the page is hydrated: it says nothing that a clock decides. */
export function initialSnapshot(known: KnownSession | null | undefined): SessionSnapshot {
  if (!known) return { ...nobody, status: known === null ? 'anonymous' : 'loading' };
  const { user, session } = known;
  return { ...noToken, user, session, status: 'authenticated' };
}
