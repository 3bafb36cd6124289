import type { AuthEndpoints } from '../endpoints/auth-endpoints.js';
import type { Post } from '../endpoints/post.js';
import type { Lock } from '../refresh/lock.js';
import { refusal } from '../responses/auth-response.js';
import type { SessionNotes } from '../session/session-notes.js';

/** Sends sign-outs to the server, and remembers one that could not be sent. */
export interface SignOut {
  /** Names the session, so that a late sign-out cannot end the session of somebody else. */
  tell(sessionId: string | undefined): Promise<void>;
  /** Sends a sign-out that failed again; undefined if there is none. */
  retry(): Promise<void> | undefined;
}

export function createSignOut(
  endpoints: AuthEndpoints,
  post: Post,
  lock: Lock,
  notes: SessionNotes,
): SignOut {
  const unsent = () => (notes.ended() ? notes.read().signOut : undefined);

  const send = () =>
    lock(async () => {
      const signOut = unsent();
      // Another tab sent it while this one waited for the lock, or somebody has signed in.
      if (!signOut) return;
      const response = await post(endpoints.url('logout'), signOut);
      if (response.status !== 204) throw refusal(response);
      // Meanwhile somebody may have signed in, or signed out of another session.
      if (notes.ended() && unsent()?.sessionId === signOut.sessionId) {
        notes.write({ signOut: { ...signOut, told: true } });
      }
    });

  let inFlight: Promise<void> | undefined;
  const retry = () => {
    if (notes.ended()) {
      inFlight ??= send().finally(() => {
        inFlight = undefined;
      });
    }
    return inFlight;
  };

  return {
    tell(sessionId) {
      const signOut = unsent();
      // A second sign-out must not replace a session's id by none. If two tabs sign out of two
      // sessions at once, the id is dropped: the server then ends whichever session the cookie has.
      if (!signOut) notes.write({ signOut: { sessionId } });
      else if (sessionId && signOut.sessionId !== sessionId) notes.write({ signOut: {} });
      return retry() as Promise<void>;
    },
    retry,
  };
}
