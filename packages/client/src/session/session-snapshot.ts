import type { AuthError } from '../errors/auth-error.js';
import type { SignedOutReason } from '../errors/codes.js';
import type { Session, User } from '../responses/token-response.js';

/** What is known about the session. Immutable: every change makes a new object. */
export type SessionSnapshot =
  | (NoSession & { readonly status: 'loading' | 'anonymous' })
  | (NoSession & {
      readonly status: 'signed-out';
      readonly reason: SignedOutReason;
      /** With `cookie_missing`: what may be wrong with the setup. Its `problem` has the diagnosis. */
      readonly error?: AuthError | undefined;
    })
  | (WithSession & { readonly status: 'authenticated' })
  /** The last refresh failed and proved nothing: offline, server busy, an unexpected response. */
  | ((WithSession | NoSession) & { readonly status: 'stale'; readonly error: AuthError });

interface Access {
  /** Lifetime of the access token in seconds; 0 if there is none. */
  readonly expiresIn: number;
  /** When it expires on the client's monotonic clock (`performance.now()`); 0 if there is none. */
  readonly accessExpiresAt: number;
}

interface WithSession extends Access {
  readonly user: User;
  readonly session: Session;
}

interface NoSession extends Access {
  readonly user: null;
  readonly session: null;
}
