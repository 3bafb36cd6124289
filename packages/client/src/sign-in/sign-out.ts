import { refusal } from '../answers/answer.js';
import type { AuthEndpoints } from '../endpoints/auth-endpoints.js';
import type { Post } from '../endpoints/post.js';
import type { Lock } from '../refresh/lock.js';

/** Tells the server that a session is over, and remembers what it could not tell yet. */
export interface SignOut {
  /** Whether the server does not know yet: the cookie may still open the session. */
  owed(): boolean;
  /** Names the session, so that a late sign-out cannot end the next person's. */
  tell(sessionId: string | undefined): Promise<void>;
  /** Tries again what failed; does nothing otherwise. */
  retry(): Promise<void>;
  /** Another sign-in replaced the cookie: there is nothing left to tell. */
  forget(): void;
}

interface Debt {
  readonly sessionId?: string | undefined;
}

export function createSignOut(endpoints: AuthEndpoints, post: Post, lock: Lock): SignOut {
  let debt: Debt | undefined;

  async function retry(): Promise<void> {
    const due = debt;
    if (!due) return;
    const answer = await lock(() => post(endpoints.url('logout'), due));
    if (answer.status !== 204) throw refusal(answer);
    if (debt === due) debt = undefined;
  }

  return {
    owed: () => !!debt,
    tell(sessionId) {
      // Signing out twice must not replace a named session by an unnamed one.
      if (sessionId || !debt) debt = { sessionId };
      return retry();
    },
    retry,
    forget() {
      debt = undefined;
    },
  };
}
