import { AuthError } from '../errors/auth-error.js';
import type { Refresh } from '../refresh/refresher.js';
import type { SessionStore } from '../session/session-store.js';

/**
 * A token that is good now, and another one than `refused`; refreshes where needed.
 * null means: definitely nobody is signed in. Whoever asked as one person never gets the token of
 * the next: that is `session_changed`.
 */
export type AccessTokenSource = (refused?: string) => Promise<string | null>;

export function createAccessTokenSource(store: SessionStore, refresh: Refresh): AccessTokenSource {
  return async (refused) => {
    const { status, user } = store.snapshot;
    if (status === 'anonymous' || status === 'signed-out') return null;
    // A refresh that happened meanwhile, here or in another tab, already brought the cure.
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
