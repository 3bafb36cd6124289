import type { errorCodes } from '../error-codes.js';

/** A code of the server's error table. */
export type ErrorCode = (typeof errorCodes)[number];

/** The answers to a refresh that prove the session is over. Nothing else ends one. */
export const definitiveCodes = [
  'session_revoked',
  'refresh_token_invalid',
  'refresh_token_expired',
  'refresh_token_reused',
  'session_unknown',
] as const satisfies readonly ErrorCode[];

export type DefinitiveCode = (typeof definitiveCodes)[number];

/** Why nobody is signed in: a definitive code, or `sign_out` when the person asked for it. */
export type SignedOutReason = DefinitiveCode | 'sign_out';

/** Codes of errors that arise on this side of the wire. */
export type ClientErrorCode =
  | 'network_error'
  | 'timed_out'
  | 'unexpected_answer'
  | 'misconfigured'
  | 'cookie_not_kept'
  | 'not_replayable'
  | 'session_changed'
  | 'token_store_failed';

/** The open end lets a newer server add codes without breaking a `switch`. */
export type AuthErrorCode = ErrorCode | ClientErrorCode | (string & Record<never, never>);

export function isDefinitive(code: string): code is DefinitiveCode {
  return (definitiveCodes as readonly string[]).includes(code);
}
