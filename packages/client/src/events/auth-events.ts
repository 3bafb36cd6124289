import type { AuthError } from '../errors/auth-error.js';
import type { SignedOutReason } from '../errors/codes.js';
import type { Session, User } from '../responses/token-response.js';

/** Why a refresh was sent. */
export type RefreshCause = 'expired' | '401' | 'start' | 'manual' | 'proactive';

/**
 * Why tokens were taken over. `session_replaced`: the server responded to a refresh with another
 * session of the same account, for example after a change of password.
 */
export type AdoptionCause = RefreshCause | 'sign-in' | 'session_replaced';

/** Whether this tab did it, or another tab announced it. */
export type Source = 'this-tab' | 'other-tab';

/** Events and their details. Each also has `at`, when it happened, in wall-clock milliseconds. */
export interface AuthEvents {
  refreshed: {
    readonly generation: number;
    readonly expiresIn: number;
    readonly source: Source;
    readonly cause: RefreshCause;
  };
  /** Somebody signed in, or the server replaced the session by another one of the same account. */
  'signed-in': {
    readonly user: User;
    readonly session: Session;
    readonly source: Source;
  };
  'signed-out': { readonly reason: SignedOutReason; readonly source: Source };
  stale: { readonly error: AuthError };
}
