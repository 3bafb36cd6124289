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
    default:
      return describe(error);
  }
}
