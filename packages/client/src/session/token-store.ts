import type { KnownSession } from '../responses/token-response.js';

/** Keeps an access token between page loads. Works synchronously and never throws. */
export interface TokenStore {
  /**
   * What was kept, with `expiresIn` reduced by the time that has passed; null if nothing was. A store
   * that outlives a crash returns no access token: it has to be refreshed before it is used again.
   */
  get(): KnownSession | null;
  /** Replaces what was kept; null removes it. */
  set(known: KnownSession | null): void;
}
