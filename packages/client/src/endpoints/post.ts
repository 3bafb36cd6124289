import type { Answer } from '../answers/answer.js';
import { readJson, readProblem } from '../answers/problem.js';
import { retryAfter } from '../answers/retry-after.js';
import type { Clock } from '../clock.js';
import { isAuthError } from '../errors/auth-error.js';
import { TransientError } from '../errors/transient-error.js';
import { raceAbort } from '../requests/race-abort.js';

export type Post = (url: string, body: object, credentials?: RequestCredentials) => Promise<Answer>;

/** POST to an auth endpoint, from the first byte to the last within `timeout` milliseconds. */
export function createPost(fetch: typeof globalThis.fetch, clock: Clock, timeout: number): Post {
  return async (url, body, credentials = 'include') => {
    const limit = new AbortController();
    const cancel = clock.after(timeout, () => limit.abort());
    try {
      // Raced, so that a `fetch` that ignores its signal cannot outlive the limit either.
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
  ): Promise<Answer> {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      credentials,
      // These endpoints never redirect; following one could carry a password elsewhere.
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
