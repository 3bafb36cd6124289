import type { Problem } from '../answers/problem.js';
import type { AuthErrorCode } from './codes.js';

/** What an error knows of the answer it stands for. */
export interface AuthErrorFacts {
  readonly cause?: unknown;
  readonly status?: number | undefined;
  readonly problem?: Problem | null | undefined;
  readonly retryAfter?: number | undefined;
}

/** What every error of this package is; `code` is stable, `message` is for people. */
export class AuthError extends Error {
  override readonly name: string = 'AuthError';
  declare readonly code: AuthErrorCode;
  /** HTTP status of the answer, when there was one. */
  declare readonly status: number | undefined;
  /** The server's problem document, when the answer was one. */
  declare readonly problem: Problem | null;
  /** Seconds the server asked to wait before the next attempt; what is left of them. */
  declare readonly retryAfter: number | undefined;

  constructor(code: AuthErrorCode, message: string, facts: AuthErrorFacts = {}) {
    super(message, facts);
    const { status, problem = null, retryAfter } = facts;
    Object.assign(this, { code, status, problem, retryAfter });
  }
}

export function isAuthError(error: unknown): error is AuthError {
  return error instanceof AuthError;
}
