import type { SessionSnapshot } from '@tandem-auth/client';
import { describe, type Trouble } from './trouble.js';

/** The message while the server cannot be asked about the session. */
export function staleWords(session: SessionSnapshot): Trouble {
  if (session.status !== 'stale') {
    return {
      title: 'You are offline.',
      detail: 'You stay signed in; what you see may be out of date until the connection is back.',
    };
  }
  const { title } = describe(session.error);
  return { title, detail: 'You stay signed in; the next request tries again.' };
}
