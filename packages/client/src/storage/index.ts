import { type KnownSession, parseTokenResponse } from '../responses/token-response.js';
import type { TokenStore } from '../session/token-store.js';

/**
 * Keeps the access token in `sessionStorage` (this tab, until it is closed), so that a reload needs no
 * refresh. With `localStorage`, pages show at once who is signed in; the token itself is not kept there:
 * it would outlive a crash of the browser, which may lose the refresh cookie that came with it. A new page
 * refreshes before its first request.
 *
 * The risk: every script that runs on this origin, a compromised dependency included, can read
 * the token and use it elsewhere until it expires. A token in memory can be used from this page
 * only.
 */
export function webTokenStore(storage: Storage, key = 'tandem-access'): TokenStore {
  const outlivesCrash = () => storage !== globalThis.sessionStorage;
  return {
    get() {
      try {
        const kept = JSON.parse(storage.getItem(key) ?? '{}');
        const known = parseTokenResponse({ accessToken: 'not kept', ...kept });
        const expiresIn = (kept.until - Date.now()) / 1000;
        // A wall clock that was set back must not extend the lifetime.
        if (!(known && expiresIn > 0 && expiresIn <= known.expiresIn)) return null;
        const { user, session } = known;
        return outlivesCrash() || !kept.accessToken ? { user, session } : { ...known, expiresIn };
      } catch {
        return null;
      }
    },
    set(known: KnownSession | null) {
      try {
        if (known?.expiresIn) {
          const until = Date.now() + known.expiresIn * 1000;
          const { accessToken, ...others } = known;
          storage.setItem(key, JSON.stringify({ ...(outlivesCrash() ? others : known), until }));
        } else storage.removeItem(key);
      } catch {
        // Blocked or full: a reload then refreshes, as it does without a store.
      }
    },
  };
}
