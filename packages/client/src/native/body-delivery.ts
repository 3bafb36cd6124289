import type { Delivery, Post } from '../endpoints/post.js';
import { TransientError } from '../errors/auth-error.js';
import { isDefinitive } from '../errors/codes.js';
import type { AuthResponse } from '../responses/auth-response.js';
import { type KeptToken, parseKept, takeToken } from './kept-token.js';
import type { RefreshTokenStore } from './refresh-token-store.js';

export interface BodyDeliveryOptions {
  readonly store: RefreshTokenStore;
  /**
   * Lets one process at a time use the store. Default: no lock, for a store of one process. A lock
   * should give up waiting after about 13 s and run `work` anyway: the server accepts refreshes that
   * race.
   */
  readonly lock?: <T>(work: () => Promise<T>) => Promise<T>;
  /**
   * Milliseconds from sending a request until its refresh token is stored. Default 12,000. Keep it
   * well below the server's leeway (30 s), or a slow store can look like a stolen token.
   */
  readonly timeLimit?: number;
}

/**
 * Sends the refresh token in the body instead of a cookie, for programs that have no cookie jar.
 * The server has to allow it: `Tandem:RefreshToken:Delivery` with `body`.
 *
 * A new refresh token is stored before its access token is used. If the program is killed in between,
 * it presents the previous token again, and the server responds with the same generation.
 */
export function bodyDelivery(options: BodyDeliveryOptions): Delivery {
  const { lock = (work) => work(), timeLimit = 12_000 } = options;
  const store = guard(options.store);

  return (send) => {
    const post: Post = (url, body) => send(url, body, 'omit');

    /** Sends a request, and keeps its refresh token if `keeps` allows. Both within the time limit. */
    function exchange(
      url: string,
      body: object,
      keeps: (token: KeptToken) => Promise<boolean>,
    ): Promise<AuthResponse> {
      return within(timeLimit, async (isOver) => {
        const response = await post(url, body);
        const token = response.status === 200 ? takeToken(response.body) : null;
        if (token && (await keeps(token)) && !isOver()) await store.set(token);
        return response;
      });
    }

    const sibling = (url: string, path: string) => url.replace(/[^/]*$/, path);

    async function signIn(url: string, body: object): Promise<AuthResponse> {
      return exchange(url, { ...body, delivery: 'body' }, async () => true);
    }

    async function refresh(url: string): Promise<AuthResponse> {
      // Another process may have refreshed since, so the store is read again.
      const kept = await store.get();
      if (kept?.ended) await signOut(sibling(url, 'logout'), kept.sessionId).catch(() => {});
      if (!kept || kept.ended) return nothingKept(url);
      const response = await exchange(url, { refreshToken: kept.refreshToken }, async (token) => {
        const now = await store.get();
        // Somebody else has signed in or out, or has stored a newer generation.
        return isSame(now, kept) && !now.ended && now.generation <= token.generation;
      });
      if (response.status === 401 && isDefinitive(response.problem?.code ?? '')) {
        const now = await store.get();
        if (isSame(now, kept) && now.generation <= kept.generation) await store.delete();
      }
      return response;
    }

    async function signOut(url: string, sessionId: string | undefined): Promise<AuthResponse> {
      const kept = await store.get();
      // Somebody else may have signed in since. That session must not be ended.
      if (!kept || (sessionId && kept.sessionId !== sessionId)) return done(url);
      await store.set({ ...kept, ended: true });
      const response = await post(url, { refreshToken: kept.refreshToken, sessionId });
      if (response.status === 204) await store.delete();
      return response;
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

const isSame = (now: KeptToken | null, kept: KeptToken): now is KeptToken =>
  now?.sessionId === kept.sessionId;

/**
 * Parses what the store returns, and turns its failures into errors that keep the session. Writes happen
 * one after the other: one that was given up must not overwrite a later one.
 */
function guard(store: RefreshTokenStore) {
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(write: () => Promise<T>): Promise<T> => {
    const turn = last.then(write);
    last = turn.catch(() => {});
    return turn;
  };
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
    set: (kept: KeptToken) => attempt(inTurn(() => store.set(JSON.stringify(kept)))),
    delete: () => attempt(inTurn(() => store.delete())),
  };
}

/** Gives up waiting after some milliseconds. `work` learns that it must not begin to write any more. */
async function within<T>(limit: number, work: (isOver: () => boolean) => Promise<T>): Promise<T> {
  let over = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const end = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      over = true;
      reject(new TransientError('timed_out', 'The refresh token was not stored in time.'));
    }, limit);
  });
  try {
    return await Promise.race([work(() => over), end]);
  } finally {
    clearTimeout(timer);
  }
}

const done = (url: string): AuthResponse => ({
  url,
  status: 204,
  problem: null,
  retryAfter: undefined,
  body: undefined,
});

/** What a server responds to a refresh without a token. No request is needed. */
const nothingKept = (url: string): AuthResponse => ({
  ...done(url),
  status: 401,
  problem: { status: 401, code: 'refresh_token_missing', detail: 'No refresh token is stored.' },
});
