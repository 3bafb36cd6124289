import { AuthError } from '../errors/auth-error.js';
import type { Refresh } from '../refresh/refresher.js';
import type { SessionStore } from '../session/session-store.js';

/**
 * A valid token other than `refused`; refreshes if needed. null: nobody is signed in. If somebody
 * else has signed in meanwhile, the caller does not get their token: it throws `session_changed`.
 */
export type AccessTokenSource = (refused?: string) => Promise<string | null>;

export function createAccessTokenSource(store: SessionStore, refresh: Refresh): AccessTokenSource {
  return async (refused) => {
    const { status, user } = store.snapshot;
    if (status === 'anonymous' || status === 'signed-out') return null;
    // This tab or another one has refreshed in the meantime.
    const token = store.freshToken();
    if (token !== null && token !== refused) return token;
    await refresh(status === 'loading' ? 'start' : refused ? '401' : 'expired');
    const now = store.snapshot.user;
    if (user && now && user.id !== now.id) {
      throw new AuthError('session_changed', 'Someone else signed in.');
    }
    return store.freshToken();
  };
}
