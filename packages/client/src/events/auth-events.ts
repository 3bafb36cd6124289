import type { Session, User } from '../answers/token-response.js';
import type { AuthError } from '../errors/auth-error.js';
import type { SignedOutReason } from '../errors/codes.js';

/** What made a refresh happen. */
export type RefreshCause = 'expired' | '401' | 'start' | 'manual' | 'proactive';

/** Whether this tab did it or heard of it. */
export type Source = 'this-tab' | 'other-tab';

/** Events and what they carry, besides `at`: when they happened, in wall-clock milliseconds. */
export interface AuthEvents {
  refreshed: {
    readonly generation: number;
    readonly expiresIn: number;
    readonly source: Source;
    readonly cause: RefreshCause;
  };
  'signed-in': {
    readonly user: User;
    readonly session: Session;
    readonly source: Source;
  };
  'signed-out': { readonly reason: SignedOutReason; readonly source: Source };
  stale: { readonly error: AuthError };
}
