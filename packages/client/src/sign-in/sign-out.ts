import { refusal } from '../answers/answer.js';
import type { AuthEndpoints } from '../endpoints/auth-endpoints.js';
import type { Post } from '../endpoints/post.js';
import type { Lock } from '../refresh/lock.js';
import type { SessionNotes } from '../session/session-notes.js';

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
  const owed = () => (notes.left() ? notes.read().signOut : undefined);

  const pay = () =>
    lock(async () => {
      const due = owed();
      // Told while this one stood in line, or void because somebody has signed in.
      if (!due) return;
      const answer = await post(endpoints.url('logout'), due);
      if (answer.status !== 204) throw refusal(answer);
      // Unless somebody has signed in, or out of another session, meanwhile.
      if (notes.left() && owed()?.sessionId === due.sessionId) {
        notes.write({ signOut: { ...due, told: true } });
      }
    });

  let flight: Promise<void> | undefined;
  const retry = () => {
    if (notes.left()) {
      flight ??= pay().finally(() => {
        flight = undefined;
      });
    }
    return flight;
  };

  return {
    tell(sessionId) {
      const due = owed();
      // Signing out twice must not replace a named session by an unnamed one; two tabs that leave
      // two sessions at once leave whichever there is.
      if (!due) notes.write({ signOut: { sessionId } });
      else if (sessionId && due.sessionId !== sessionId) notes.write({ signOut: {} });
      return retry() as Promise<void>;
    },
    retry,
  };
}
