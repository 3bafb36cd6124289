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

  const pay = () =>
    lock(async () => {
      const due = owed();
      // Told while this one stood in line, or void because somebody has signed in.
      if (!due) return;
      const { sessionId } = due;
      const answer = await post(endpoints.url('logout'), { sessionId });
      if (answer.status !== 204) throw refusal(answer);
      // Unless somebody has signed in, or out of another session, meanwhile.
      const still = owed();
      if (still && still.sessionId === sessionId) {
        notes.write({ signOut: { sessionId, told: true } });
      }
    });

  let flight: Promise<void> | undefined;
  const retry = () => {
    if (owed()) {
      flight ??= pay().finally(() => {
        flight = undefined;
      });
    }
    return flight;
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
