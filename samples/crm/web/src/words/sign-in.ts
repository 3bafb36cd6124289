import { isAuthError } from '@tandem-auth/client';
import { describe, type Trouble } from './trouble.js';

/** Why signing in did not work, in plain words. */
export function signInTrouble(error: unknown): Trouble {
  const code = isAuthError(error) ? error.code : '';
  switch (code) {
    case 'invalid_credentials':
      return {
        title: 'That e-mail address and password do not belong together.',
        detail: 'Check both. After several failures, signing in rests for a few minutes.',
      };
    case 'second_factor_required':
      return {
        title: 'This account asks for a second factor.',
        detail: 'This sample signs in with a password only.',
      };
    case 'email_not_verified':
      return {
        title: 'Your e-mail address is not confirmed yet.',
        detail: 'Open the link we sent you, then sign in.',
      };
    default:
      return describe(error);
  }
}
