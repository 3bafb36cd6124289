import type { SessionSnapshot } from '@tandem-auth/client';
import { describe, type Trouble } from './trouble.js';

export interface StaleWords extends Trouble {
  /** Whether the cookie is gone, so that only signing in again helps. */
  readonly lost: boolean;
}

/** The message while the server cannot be asked about the session. */
export function staleWords(session: SessionSnapshot): StaleWords {
  if (session.status !== 'stale') {
    return {
      title: 'You are offline.',
      detail: 'You stay signed in; what you see may be out of date until the connection is back.',
      lost: false,
    };
  }
  const { title } = describe(session.error);
  if (session.error.code === 'cookie_not_kept') return { title, detail: '', lost: true };
  return { title, detail: 'You stay signed in; the next request tries again.', lost: false };
}
