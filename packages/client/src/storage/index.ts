import type { KnownSession } from '../responses/token-response.js';
import type { TokenStore } from '../session/token-store.js';

/**
 * Keeps the access token in `sessionStorage` (this tab, until it is closed) or `localStorage`
 * (every tab, until it expires), so that a reload needs no refresh.
 *
 * The risk: every script that runs on this origin, a compromised dependency included, can read
 * the token and use it elsewhere until it expires. A token in memory can be used from this page
 * only.
 */
export function webTokenStore(storage: Storage, key = 'tandem-access'): TokenStore {
  return {
    get() {
      try {
        const { until, ...known } = JSON.parse(storage.getItem(key) ?? '{}');
        const expiresIn = (until - Date.now()) / 1000;
        // A wall clock that was set back must not extend the lifetime.
        return expiresIn > 0 && expiresIn <= known.expiresIn ? { ...known, expiresIn } : null;
      } catch {
        return null;
      }
    },
    set(known: KnownSession | null) {
      try {
        if (known?.expiresIn) {
          const until = Date.now() + known.expiresIn * 1000;
          storage.setItem(key, JSON.stringify({ ...known, until }));
        } else storage.removeItem(key);
      } catch {
        // Blocked or full: a reload then refreshes, as it does without a store.
      }
    },
  };
}
