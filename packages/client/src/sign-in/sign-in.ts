import { refusal } from '../answers/answer.js';
import { parseTokenResponse } from '../answers/token-response.js';
import type { AuthEndpoints } from '../endpoints/auth-endpoints.js';
import type { Post } from '../endpoints/post.js';
import type { Lock } from '../refresh/lock.js';
import type { SessionNotes } from '../session/session-notes.js';
import type { SessionStore } from '../session/session-store.js';
import type { Tabs } from '../tabs/tabs.js';

export interface Credentials {
  readonly email: string;
  readonly password: string;
  /** false: the session ends with the browser. Default true. */
  readonly rememberMe?: boolean;
}

/** Exchanges a password for a session. Throws `ProblemError` when the server refuses. */
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
      const answer = await post(endpoints.url('login'), { email, password, rememberMe });
      const tokens = answer.status === 200 && parseTokenResponse(answer.body);
      if (!tokens) throw refusal(answer);
      // A sign-out that stands in line was for the session before: it finds nothing owed. Unless
      // this tab has slept, and somebody met the new session in another one and left it.
      if (notes.read().signOut?.sessionId !== tokens.session.id) notes.write({});
      tabs.tell(tokens, 'sign-in');
      return tokens;
    });
    store.adopt(tokens, 'sign-in', 'this-tab');
  };
}
