import type { Session, User } from '../answers/token-response.js';
import type { AuthError } from '../errors/auth-error.js';
import type { SignedOutReason } from '../errors/codes.js';

/** What is known about the session. Immutable; a change brings a new object. */
export type SessionSnapshot =
  | (Nobody & { readonly status: 'loading' | 'anonymous' })
  | (Nobody & { readonly status: 'signed-out'; readonly reason: SignedOutReason })
  | (Somebody & { readonly status: 'authenticated' })
  /** The last refresh told nothing about the session: offline, server busy, a strange answer. */
  | ((Somebody | Nobody) & { readonly status: 'stale'; readonly error: AuthError });

interface Access {
  /** Lifetime of the access token in seconds; 0 when there is none. */
  readonly expiresIn: number;
  /** When it expires on the client's monotonic clock (`performance.now()`); 0 when there is none. */
  readonly accessExpiresAt: number;
}

interface Somebody extends Access {
  readonly user: User;
  readonly session: Session;
}

interface Nobody extends Access {
  readonly user: null;
  readonly session: null;
}
