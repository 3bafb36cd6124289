import { isAuthError, isTransient, type SignedOutReason } from '@tandem-auth/client';

/** Why nobody is signed in any more. */
export const signedOut: Readonly<Record<SignedOutReason, string>> = {
  sign_out: 'You have signed out.',
  session_revoked: 'Your session was ended from another place.',
  refresh_token_expired: 'You were away for a while. Sign in to carry on.',
  refresh_token_reused: 'Someone used a copy of your session, so it was ended everywhere.',
  refresh_token_invalid: 'This browser’s sign-in could not be read. Sign in again.',
  session_unknown: 'The server no longer knows your session. Sign in again.',
  cookie_missing: 'Your browser did not keep the sign-in. Sign in again.',
  refresh_token_foreign: 'Your sign-in belongs to another server. Sign in here.',
  session_changed: 'Someone else has signed in in this browser.',
};

/** What went wrong, in words for the person who uses the page. */
export function describe(error: unknown): string {
  if (isTransient(error) || error instanceof TypeError) {
    return 'We cannot reach the server. Nothing is lost: try again in a moment.';
  }
  if (isAuthError(error) && error.code === 'invalid_credentials') {
    return 'That e-mail address and password do not belong together.';
  }
  return error instanceof Error ? error.message : String(error);
}
