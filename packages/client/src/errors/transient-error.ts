import { AuthError } from './auth-error.js';

/** Nothing is known about the session; it is kept. Trying again later is the cure. */
export class TransientError extends AuthError {
  override readonly name = 'TransientError';
}

export function isTransient(error: unknown): error is TransientError {
  return error instanceof TransientError;
}
