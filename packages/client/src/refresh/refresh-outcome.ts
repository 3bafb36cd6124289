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
  const code = status === 401 && problem ? (problem.code as string) : '';
  if (isDefinitive(code)) return code;
  if (code === 'refresh_token_foreign') return code;
  if (code === 'refresh_token_missing') {
    const message = `${describe(response)} ${problem?.diagnosis?.fix ?? ''} Ask "tandem doctor".`;
    return new ConfigurationError('cookie_not_kept', message, response);
  }
  return [400, 404, 405].includes(status) ? misconfigured(response) : transient(response);
}

export const isTokens = (outcome: RefreshOutcome): outcome is TokenResponse =>
  'accessToken' in Object(outcome);

const codeOf = (outcome: RefreshOutcome | undefined) => (outcome as AuthError | undefined)?.code;

/** Whether the server got no refresh token. */
export const isMissing = (outcome: RefreshOutcome): outcome is AuthError =>
  codeOf(outcome) === 'cookie_not_kept';

/** Whether the machine slept while the request was under way. */
export const isInterrupted = (outcome: RefreshOutcome | undefined): boolean =>
  codeOf(outcome) === 'interrupted';

/** Whether the server refused the refresh token, or got none. */
export const refuses = (outcome: RefreshOutcome): boolean =>
  isMissing(outcome) ||
  (typeof outcome === 'string' && outcome !== 'sign_out' && outcome !== 'session_changed');
