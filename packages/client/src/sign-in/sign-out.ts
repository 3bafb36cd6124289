import { refusal } from '../answers/answer.js';
import type { AuthEndpoints } from '../endpoints/auth-endpoints.js';
import type { Post } from '../endpoints/post.js';
import type { Lock } from '../refresh/lock.js';
import { owedSignOut, type SessionNotes } from '../session/session-notes.js';

/** Tells the server that a session is over, and keeps in mind what it could not tell yet. */
export interface SignOut {
  /** Names the session, so that a late sign-out cannot end the next person's. */
  tell(sessionId: string | undefined): Promise<void>;
  /** Tries again what failed; undefined when the server knows everything. */
  retry(): Promise<void> | undefined;
}

export function createSignOut(
  endpoints: AuthEndpoints,
  post: Post,
  lock: Lock,
  notes: SessionNotes,
): SignOut {
  const owed = () => owedSignOut(notes.read());

  async function pay(sessionId: string | undefined): Promise<void> {
    const answer = await lock(() => post(endpoints.url('logout'), { sessionId }));
    if (answer.status !== 204) throw refusal(answer);
    const due = owed();
    if (due && due.sessionId === sessionId) notes.write({ signOut: { sessionId, told: true } });
  }

  const retry = () => {
    const due = owed();
    return due && pay(due.sessionId);
  };

  return {
    tell(sessionId) {
      // Signing out twice must not replace a named session by an unnamed one.
      if (sessionId || !owed()) notes.write({ signOut: { sessionId } });
      return retry() as Promise<void>;
    },
    retry,
  };
}
