import type { KnownSession } from '../answers/token-response.js';

/** Keeps an access token between page loads. Works synchronously, and throws nothing. */
export interface TokenStore {
  /** What was kept, with `expiresIn` lowered by the time that has passed; null for nothing. */
  get(): KnownSession | null;
  /** Replaces what was kept; null removes it. */
  set(known: KnownSession | null): void;
}
