import type { Clock } from '../clock.js';
import { isAuthError, TransientError } from '../errors/auth-error.js';
import type { ClientErrorCode } from '../errors/codes.js';
import { raceAbort } from '../requests/race-abort.js';
import type { AuthResponse } from '../responses/auth-response.js';
import { readJson, readProblem } from '../responses/problem.js';
import { retryAfter } from '../responses/retry-after.js';

export type Post = (
  url: string,
  body: object,
  credentials?: RequestCredentials,
) => Promise<AuthResponse>;

/**
 * How the refresh token travels to the auth endpoints and back: wraps the function that sends
 * their requests. The cookie needs no wrapper.
 */
export type Delivery = (send: Post) => Post;

/** A timer of a second that takes longer than this, in milliseconds, means that the machine slept. */
const asleep = 6_000;

/**
 * POST to an auth endpoint. The whole response has to arrive within `timeout` milliseconds. A refresh
 * that was under way while the machine slept is aborted, because nobody knows when it reaches the
 * server; `woken` gets what aborts it.
 */
export function createPost(
  fetch: typeof globalThis.fetch,
  clock: Clock,
  timeout: number,
  woken = new Set<() => void>(),
): Post {
  return async (url, body, credentials = 'include') => {
    const limit = new AbortController();
    const end = clock.now() + timeout;
    const sentAt = clock.date();
    const isRefresh = url.endsWith('/refresh');
    let code: ClientErrorCode = 'network_error';
    let cancel = () => {};

    function giveUp(why: ClientErrorCode): void {
      code = why;
      limit.abort();
    }

    function watch(seenAt: number): void {
      const left = end - clock.now();
      const now = clock.date();
      if (isRefresh && now - seenAt > asleep) giveUp('interrupted');
      else if (left <= 0) giveUp('timed_out');
      else cancel = clock.after(isRefresh ? Math.min(left, 1_000) : left, () => watch(now));
    }

    // Waking up causes several events. A request that the first one caused is not aborted by the next.
    const wake = () => {
      if (clock.date() - sentAt > 1_000) giveUp('interrupted');
    };
    if (isRefresh) woken.add(wake);
    watch(sentAt);
    try {
      // Raced, because a `fetch` that ignores its signal must not outlast the limit either.
      return await raceAbort(send(url, body, credentials, limit.signal), limit.signal);
    } catch (cause) {
      if (isAuthError(cause)) throw cause;
      throw new TransientError(code, `${url} did not answer.`, { cause });
    } finally {
      woken.delete(wake);
      cancel();
    }
  };

  async function send(
    url: string,
    body: object,
    credentials: RequestCredentials,
    signal: AbortSignal,
  ): Promise<AuthResponse> {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      credentials,
      // These endpoints never redirect. Following a redirect could send a password elsewhere.
      redirect: 'error',
      signal,
    });
    const { ok, status } = response;
    return {
      url,
      status,
      retryAfter: retryAfter(response.headers, clock.date()),
      problem: ok ? null : await readProblem(response),
      body: ok ? await readJson(response) : undefined,
    };
  }
}
