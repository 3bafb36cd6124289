import { type Answer, describe, misconfigured, transient } from '../answers/answer.js';
import { parseTokenResponse, type TokenResponse } from '../answers/token-response.js';
import { isDefinitive, type SignedOutReason } from '../errors/codes.js';
import { ConfigurationError } from '../errors/configuration-error.js';
import type { TransientError } from '../errors/transient-error.js';

/** What a refresh told. Only `ended` is proof that the session is over. */
export type RefreshOutcome =
  | { readonly kind: 'refreshed'; readonly answer: TokenResponse }
  | { readonly kind: 'ended'; readonly reason: SignedOutReason }
  /** The server saw no refresh token: an error only if there was one before. */
  | { readonly kind: 'missing'; readonly error: ConfigurationError }
  | { readonly kind: 'failed'; readonly error: TransientError | ConfigurationError };

export function readOutcome(answer: Answer): RefreshOutcome {
  const { status, problem } = answer;
  const tokens = status === 200 ? parseTokenResponse(answer.body) : null;
  if (tokens) return { kind: 'refreshed', answer: tokens };
  if (status === 401 && problem) {
    if (isDefinitive(problem.code)) return { kind: 'ended', reason: problem.code };
    if (problem.code === 'refresh_token_missing') {
      return { kind: 'missing', error: cookieNotKept(answer) };
    }
  }
  const configuration = status === 400 || status === 404 || status === 405;
  return { kind: 'failed', error: configuration ? misconfigured(answer) : transient(answer) };
}

function cookieNotKept(answer: Answer): ConfigurationError {
  const fix = answer.problem?.diagnosis?.fix ?? 'The cookie was deleted, or never kept.';
  const message = `${describe(answer)} ${fix} Ask "tandem doctor".`;
  return new ConfigurationError('cookie_not_kept', message, answer);
}
