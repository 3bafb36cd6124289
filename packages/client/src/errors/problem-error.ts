import type { Problem } from '../answers/problem.js';
import { AuthError } from './auth-error.js';

/** The server understood the request and refused it, for the reason in `code`. */
export class ProblemError extends AuthError {
  override readonly name = 'ProblemError';
  declare readonly problem: Problem;
}
