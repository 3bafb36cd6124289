import type { AuthEndpoints } from '../endpoints/auth-endpoints.js';
import { AuthError } from '../errors/auth-error.js';
import type { RefusalBackOff } from '../refresh/refusal-back-off.js';
import type { SessionStore } from '../session/session-store.js';
import type { AccessTokenSource } from './access-token-source.js';
import { asksForRefresh } from './asks-for-refresh.js';
import { raceAbort } from './race-abort.js';

/** Makes a `fetch` carry the access token, and cure a refused one once. */
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
    const answer = await send(token);
    if (token === null) return answer;
    if (!(await asksForRefresh(answer))) {
      backOff.accepted(url.origin);
      return answer;
    }
    if (store.token === token && backOff.active(url.origin)) return answer;

    const next = await raceAbort(accessToken(token), signal);
    // What one person asked for is never repeated in the name of the next.
    if (next === null || store.epoch !== epoch) return answer;
    await answer.body?.cancel();
    if (init?.body instanceof ReadableStream) {
      throw new AuthError('not_replayable', 'A stream cannot be sent twice. Send a new one.');
    }
    const replayed = await send(next);
    if (await asksForRefresh(replayed)) backOff.refused(url.origin);
    else backOff.accepted(url.origin);
    return replayed;
  };
}
