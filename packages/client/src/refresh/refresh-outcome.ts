import { type Answer, describe, misconfigured, transient } from '../answers/answer.js';
import { parseTokenResponse, type TokenResponse } from '../answers/token-response.js';
import type { AuthError } from '../errors/auth-error.js';
import { isDefinitive, type SignedOutReason } from '../errors/codes.js';
import { ConfigurationError } from '../errors/configuration-error.js';

/**
 * What a refresh told: new tokens, why the session is over, or an error. Only a reason is proof
 * that it is over. `cookie_not_kept` is an error only if there was a session before.
 */
export type RefreshOutcome = TokenResponse | SignedOutReason | AuthError;

export function readOutcome(answer: Answer): RefreshOutcome {
  const { status, problem, body } = answer;
  const tokens = status === 200 && parseTokenResponse(body);
  if (tokens) return tokens;
  const code = status === 401 && problem ? problem.code : '';
  if (isDefinitive(code)) return code;
  if (code === 'refresh_token_missing') {
    const message = `${describe(answer)} ${problem?.diagnosis?.fix ?? ''} Ask "tandem doctor".`;
    return new ConfigurationError('cookie_not_kept', message, answer);
  }
  return [400, 404, 405].includes(status) ? misconfigured(answer) : transient(answer);
}
