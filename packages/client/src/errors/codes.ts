import type { errorCodes } from '../error-codes.js';

/** A code of the server's error table. */
export type ErrorCode = (typeof errorCodes)[number];

/** The refusals of a refresh that prove that the session is over. Nothing else ends a session. */
export const definitiveCodes = [
  'session_revoked',
  'refresh_token_invalid',
  'refresh_token_expired',
  'refresh_token_reused',
  'session_unknown',
] as const satisfies readonly ErrorCode[];

export type DefinitiveCode = (typeof definitiveCodes)[number];

/** Why nobody is signed in any more: a definitive code, or `sign_out` if the person asked for it. */
export type SignedOutReason = DefinitiveCode | 'sign_out';

/** Codes of errors that the client raises itself. */
export type ClientErrorCode =
  | 'network_error'
  | 'timed_out'
  | 'unexpected_answer'
  | 'misconfigured'
  | 'cookie_not_kept'
  | 'not_replayable'
  | 'session_changed'
  | 'token_store_failed';

/** Open to any string, so that a newer server can add codes. */
export type AuthErrorCode = ErrorCode | ClientErrorCode | (string & Record<never, never>);

export function isDefinitive(code: string): code is DefinitiveCode {
  return (definitiveCodes as readonly string[]).includes(code);
}
