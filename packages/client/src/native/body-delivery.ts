import type { Answer } from '../answers/answer.js';
import type { Delivery } from '../endpoints/delivery.js';
import type { Post } from '../endpoints/post.js';
import { isDefinitive } from '../errors/codes.js';
import { TransientError } from '../errors/transient-error.js';
import { type KeptToken, parseKept, takeToken } from './kept-token.js';
import type { RefreshTokenStore } from './refresh-token-store.js';

export interface BodyDeliveryOptions {
  readonly store: RefreshTokenStore;
  /**
   * Lets one process at a time work on the store. Default: nothing, for a store of one process. It
   * should give up waiting after about 13 s and go on: the server lets racing refreshes converge.
   */
  readonly lock?: <T>(work: () => Promise<T>) => Promise<T>;
}

/**
 * The refresh token in the body instead of a cookie, for programs that have no cookie jar. The
 * server has to allow it: `Tandem:RefreshToken:Delivery` with `body`.
 *
 * A new refresh token is stored before anything else learns of the refresh. Killed in between, the
 * program presents the previous one again, and the server answers with the same generation.
 */
export function bodyDelivery(options: BodyDeliveryOptions): Delivery {
  const { lock = (work) => work() } = options;
  const store = guard(options.store);

  return (send) => {
    const post: Post = (url, body) => send(url, body, 'omit');
    const sibling = (url: string, path: string) => url.replace(/[^/]*$/, path);

    async function signIn(url: string, body: object): Promise<Answer> {
      return keep(await post(url, { ...body, delivery: 'body' }), null);
    }

    async function refresh(url: string): Promise<Answer> {
      // Another process may have been here since: what the store says now is what counts.
      const kept = await store.get();
      if (kept?.ended) await signOut(sibling(url, 'logout'), kept.sessionId).catch(() => {});
      if (!kept || kept.ended) return nothingKept(url);
      const answer = await post(url, { refreshToken: kept.refreshToken });
      if (answer.status === 401 && isDefinitive(answer.problem?.code ?? '')) await store.delete();
      return keep(answer, kept);
    }

    async function signOut(url: string, sessionId: string | undefined): Promise<Answer> {
      const kept = await store.get();
      // The session of somebody who has signed in since is not ours to end.
      if (!kept || (sessionId && kept.sessionId !== sessionId)) return done(url);
      await store.set({ ...kept, ended: true });
      const answer = await post(url, { refreshToken: kept.refreshToken, sessionId });
      if (answer.status === 204) await store.delete();
      return answer;
    }

    async function keep(answer: Answer, kept: KeptToken | null): Promise<Answer> {
      const token = answer.status === 200 ? takeToken(answer.body) : null;
      const older =
        token && kept?.sessionId === token.sessionId && token.generation < kept.generation;
      if (token && !older) await store.set(token);
      return answer;
    }

    return (url, body) =>
      lock(() => {
        const { sessionId } = body as { sessionId?: string };
        if (url.endsWith('/refresh')) return refresh(url);
        if (url.endsWith('/logout')) return signOut(url, sessionId);
        return signIn(url, body);
      });
  };
}

/** The store with its contents parsed, and its failures as errors that end no session. */
function guard(store: RefreshTokenStore) {
  const attempt = async <T>(work: Promise<T>): Promise<T> => {
    try {
      return await work;
    } catch (cause) {
      const message = 'The store of the refresh token failed. Look at the cause.';
      throw new TransientError('token_store_failed', message, { cause });
    }
  };
  return {
    get: async () => parseKept(await attempt(store.get())),
    set: (kept: KeptToken) => attempt(store.set(JSON.stringify(kept))),
    delete: () => attempt(store.delete()),
  };
}

const done = (url: string): Answer => ({
  url,
  status: 204,
  problem: null,
  retryAfter: undefined,
  body: undefined,
});

/** What a server answers to a refresh without a token; it need not be asked. */
const nothingKept = (url: string): Answer => ({
  ...done(url),
  status: 401,
  problem: { status: 401, code: 'refresh_token_missing', detail: 'No refresh token is stored.' },
});
