import { AuthError } from './auth-error.js';

/** The set-up is wrong and no retry will help: a developer has to act. The session is kept. */
export class ConfigurationError extends AuthError {
  override readonly name = 'ConfigurationError';
}
