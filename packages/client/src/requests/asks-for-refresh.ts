import { readProblem } from '../answers/problem.js';

/**
 * `session_revoked` is among them because the API speaks of the access token's claims, which may
 * be older than the session: the refresh endpoint has the last word.
 */
const curable = ['access_token_expired', 'access_token_invalid', 'session_revoked'];

/** Whether a new access token might change this answer. Leaves the body to the caller. */
export async function asksForRefresh(response: Response): Promise<boolean> {
  if (response.status !== 401) return false;
  const problem = await readProblem(response.clone()).catch(() => null);
  return curable.includes(problem?.code ?? '');
}
