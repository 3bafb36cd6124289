import type { AuthEndpoints } from '../endpoints/auth-endpoints.js';
import { AuthError } from '../errors/auth-error.js';
import type { RefusalBackOff } from '../refresh/refusal-back-off.js';
import { isProblem, readProblem } from '../responses/problem.js';
import type { SessionStore } from '../session/session-store.js';
import type { AccessTokenSource } from './access-token-source.js';
import { raceAbort } from './race-abort.js';

/** Adds the access token to requests. A refused token is renewed and the request repeated once. */
export function createAuthorizedFetch(
  endpoints: AuthEndpoints,
  accessToken: AccessTokenSource,
  store: SessionStore,
  backOff: RefusalBackOff,
): (fetch: typeof globalThis.fetch) => typeof globalThis.fetch {
  return (fetch) => async (input, init) => {
    const request = input instanceof Request ? input : null;
    const url = endpoints.resolve(request?.url ?? (input as string | URL));
    const headers = new Headers(init?.headers ?? request?.headers);
    const foreign = !endpoints.attaches(url) || headers.has('authorization');
    if (foreign) return fetch(request ?? url, init);
    const signal = init?.signal ?? request?.signal;

    const send = (token: string | null) => {
      if (token !== null) headers.set('authorization', `Bearer ${token}`);
      return fetch(request ? request.clone() : url, { ...init, headers });
    };

    const token = await raceAbort(accessToken(), signal);
    const { epoch } = store;
    const response = await send(token);
    if (token === null) return response;
    const leastAge = await ageWorthRenewing(response);
    if (leastAge === null) {
      backOff.accepted(url.origin);
      return response;
    }
    const isLatest = store.token === token;
    if (isLatest && (store.tokenAge() < leastAge || backOff.active(url.origin))) return response;

    const next = await raceAbort(accessToken(token), signal);
    // A request of one person is never repeated with the token of another.
    if (next === null || store.epoch !== epoch) return response;
    await response.body?.cancel();
    if (!isReplayable(init?.body)) {
      throw new AuthError('not_replayable', 'Send a new body.');
    }
    const replayed = await send(next);
    if ((await ageWorthRenewing(replayed)) === null) backOff.accepted(url.origin);
    else backOff.refused(url.origin);
    return replayed;
  };
}

/**
 * Whether it is known that a body can be sent again. Of anything else, such as a stream or an iterable,
 * the server may have got the only copy. A `Request` is cloned before it is sent.
 */
function isReplayable(body: unknown): boolean {
  return (
    body !== Object(body) ||
    ArrayBuffer.isView(body) ||
    [FormData, URLSearchParams, ArrayBuffer, Blob].some((kind) => body instanceof kind)
  );
}

/**
 * A new access token may help. `session_revoked` is among the codes because the API judges by the
 * access token, which may name an older session than the refresh token: the refresh decides.
 */
const curable = ['access_token_expired', 'access_token_invalid', 'session_revoked'];

/** How verifiers other than Tandem's refuse a token. @see RFC 6750 §3.1 */
const invalidToken = /\bBearer\b([^"]|"[^"]*")*?\berror="?invalid_token\b/i;

/** Milliseconds. Some verifiers refuse a missing role as they do a bad token: a new one does not help. */
const justMade = 10_000;

/**
 * How old an access token must be, in milliseconds, for a new one to change this response; null if
 * none would. Leaves the body to the caller.
 */
async function ageWorthRenewing(response: Response): Promise<number | null> {
  if (response.status !== 401) return null;
  // A copy must be read to its end: the original cannot be cancelled before.
  const problem = isProblem(response) && (await readProblem(response.clone()).catch(() => null));
  if (problem) return curable.includes(problem.code) ? 0 : null;
  return invalidToken.test(response.headers.get('www-authenticate') ?? '') ? justMade : null;
}
