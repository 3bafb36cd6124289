import type { SessionSnapshot } from '@tandem-auth/client';
import { describe, type Trouble } from './trouble.js';

export interface StaleWords extends Trouble {
  /** Whether waiting does not help: a cookie that is gone comes back by signing in only. */
  readonly lost: boolean;
}

/** What it means that the server cannot be asked about the session now. */
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
