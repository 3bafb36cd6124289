import type { Refresh } from '../refresh/refresher.js';
import type { SessionStore } from '../session/session-store.js';

/**
 * A token that is good now, and another one than `refused`; refreshes where needed.
 * null means: definitely nobody is signed in.
 */
export type AccessTokenSource = (refused?: string) => Promise<string | null>;

export function createAccessTokenSource(store: SessionStore, refresh: Refresh): AccessTokenSource {
  return async (refused) => {
    const { status } = store.snapshot;
    if (status === 'anonymous' || status === 'signed-out') return null;
    // A refresh that happened meanwhile, here or in another tab, already brought the cure.
    const token = store.freshToken();
    if (token !== null && token !== refused) return token;
    await refresh(status === 'loading' ? 'start' : refused ? '401' : 'expired');
    return store.freshToken();
  };
}
