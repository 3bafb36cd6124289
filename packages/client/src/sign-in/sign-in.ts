import type { AuthEndpoints } from '../endpoints/auth-endpoints.js';
import type { Post } from '../endpoints/post.js';
import type { Lock } from '../refresh/lock.js';
import { refusal } from '../responses/auth-response.js';
import { parseTokenResponse } from '../responses/token-response.js';
import type { SessionNotes } from '../session/session-notes.js';
import type { SessionStore } from '../session/session-store.js';
import type { Tabs } from '../tabs/tabs.js';

export interface Credentials {
  readonly email: string;
  readonly password: string;
  /** false: the session ends when the browser is closed. Default true. */
  readonly rememberMe?: boolean;
}

/** Signs in with a password. Throws `ProblemError` if the server refuses. */
export function createSignIn(
  endpoints: AuthEndpoints,
  post: Post,
  lock: Lock,
  store: SessionStore,
  tabs: Tabs,
  notes: SessionNotes,
): (credentials: Credentials) => Promise<void> {
  return async ({ email, password, rememberMe }) => {
    const tokens = await lock(async () => {
      const response = await post(endpoints.url('login'), { email, password, rememberMe });
      const tokens = response.status === 200 && parseTokenResponse(response.body);
      if (!tokens) throw refusal(response);
      // A sign-out that waits for the lock was for the earlier session: it is dropped. The exception:
      // this tab was asleep, and the person signed out of the new session in another tab.
      if (notes.read().signOut?.sessionId !== tokens.session.id) notes.write({});
      tabs.tell(tokens, 'sign-in');
      return tokens;
    });
    store.adopt(tokens, 'sign-in', 'this-tab');
  };
}
