import type { Clock } from '../clock.js';
import { isAuthError, TransientError } from '../errors/auth-error.js';
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

/** POST to an auth endpoint. The whole response has to arrive within `timeout` milliseconds. */
export function createPost(fetch: typeof globalThis.fetch, clock: Clock, timeout: number): Post {
  return async (url, body, credentials = 'include') => {
    const limit = new AbortController();
    const cancel = clock.after(timeout, () => limit.abort());
    try {
      // Raced, because a `fetch` that ignores its signal must not outlast the limit either.
      return await raceAbort(send(url, body, credentials, limit.signal), limit.signal);
    } catch (cause) {
      if (isAuthError(cause)) throw cause;
      const code = limit.signal.aborted ? 'timed_out' : 'network_error';
      throw new TransientError(code, `${url} did not answer.`, { cause });
    } finally {
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
