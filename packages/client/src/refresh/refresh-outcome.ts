import { type AuthError, ConfigurationError } from '../errors/auth-error.js';
import { isDefinitive, type SignedOutReason } from '../errors/codes.js';
import {
  type AuthResponse,
  describe,
  misconfigured,
  transient,
} from '../responses/auth-response.js';
import { parseTokenResponse, type TokenResponse } from '../responses/token-response.js';

/**
 * The outcome of a refresh: new tokens, the reason why the session is over, or an error. An error
 * does not end the session. `cookie_not_kept` is an error only if there was a session before.
 */
export type RefreshOutcome = TokenResponse | SignedOutReason | AuthError;

export function readOutcome(response: AuthResponse): RefreshOutcome {
  const { status, problem, body } = response;
  const tokens = status === 200 && parseTokenResponse(body);
  if (tokens) return tokens;
  const code = status === 401 && problem ? problem.code : '';
  if (isDefinitive(code)) return code;
  if (code === 'refresh_token_missing') {
    const message = `${describe(response)} ${problem?.diagnosis?.fix ?? ''} Ask "tandem doctor".`;
    return new ConfigurationError('cookie_not_kept', message, response);
  }
  return [400, 404, 405].includes(status) ? misconfigured(response) : transient(response);
}
