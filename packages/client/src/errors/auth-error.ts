import type { Problem } from '../responses/problem.js';
import type { AuthErrorCode } from './codes.js';

/** What an error knows of the response that caused it. */
export interface AuthErrorFacts {
  readonly cause?: unknown;
  readonly status?: number | undefined;
  readonly problem?: Problem | null | undefined;
  readonly retryAfter?: number | undefined;
}

/** The base of every error of this package. `code` is stable; `message` is for people. */
export class AuthError extends Error {
  override readonly name: string = 'AuthError';
  declare readonly code: AuthErrorCode;
  /** HTTP status of the response, if there was one. */
  declare readonly status: number | undefined;
  /** The server's problem document, if the response was one. */
  declare readonly problem: Problem | null;
  /** Seconds to wait before the next attempt, as the server asked; what is left of them. */
  declare readonly retryAfter: number | undefined;

  constructor(code: AuthErrorCode, message: string, facts: AuthErrorFacts = {}) {
    super(message, facts);
    const { status, problem = null, retryAfter } = facts;
    Object.assign(this, { code, status, problem, retryAfter });
  }
}

/** The setup is wrong and no retry will help: a developer has to act. */
export class ConfigurationError extends AuthError {
  override readonly name = 'ConfigurationError';
}

/** The server understood the request and refused it, for the reason in `code`. */
export class ProblemError extends AuthError {
  override readonly name = 'ProblemError';
  declare readonly problem: Problem;
}

/** The request failed without saying anything about the session, which is kept. Try again later. */
export class TransientError extends AuthError {
  override readonly name = 'TransientError';
}

export function isAuthError(error: unknown): error is AuthError {
  return error instanceof AuthError;
}

export function isTransient(error: unknown): error is TransientError {
  return error instanceof TransientError;
}
