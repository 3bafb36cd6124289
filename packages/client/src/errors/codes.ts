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

/**
 * Why nobody is signed in any more: a definitive code, or
 * - `sign_out`: the person asked for it
 * - `cookie_missing`: the browser no longer sends the refresh cookie, before the session's end
 * - `refresh_token_foreign`: the cookie belongs to another installation; it is left alone
 * - `session_changed`: somebody else has signed in in this browser
 */
export type SignedOutReason =
  | DefinitiveCode
  | 'sign_out'
  | 'cookie_missing'
  | 'refresh_token_foreign'
  | 'session_changed';

/** Codes of errors that the client raises itself. */
export type ClientErrorCode =
  | 'network_error'
  | 'timed_out'
  | 'interrupted'
  | 'unexpected_answer'
  | 'misconfigured'
  | 'cookie_not_kept'
  | 'not_replayable'
  | 'session_changed'
  | 'token_store_failed';

/** Open to any string, so that a newer server can add codes. */
export type AuthErrorCode = ErrorCode | ClientErrorCode | (string & Record<never, never>);

/** Whether the session is proven to be over. Otherwise what is stored stays until the next sign-in. */
export function provesEnd(reason: SignedOutReason): boolean {
  return reason === 'sign_out' || isDefinitive(reason);
}

export function isDefinitive(code: string): code is DefinitiveCode {
  return (definitiveCodes as readonly string[]).includes(code);
}
