import {
  type AuthError,
  ConfigurationError,
  ProblemError,
  TransientError,
} from '../errors/auth-error.js';
import type { Problem } from './problem.js';

/** The response of an auth endpoint, read to its end. */
export interface AuthResponse {
  readonly url: string;
  readonly status: number;
  readonly problem: Problem | null;
  readonly retryAfter: number | undefined;
  /** The parsed body of a 2xx response; undefined if it was not JSON. */
  readonly body: unknown;
}

export function transient(response: AuthResponse): TransientError {
  const code = response.problem?.code ?? 'unexpected_answer';
  return new TransientError(code, describe(response), response);
}

export function misconfigured(response: AuthResponse): ConfigurationError {
  const message = `${describe(response)} Check baseURL and basePath.`;
  return new ConfigurationError('misconfigured', message, response);
}

/** The error for the caller whose sign-in, sign-out or ticket was refused. */
export function refusal(response: AuthResponse): AuthError {
  const { status, problem } = response;
  if ([404, 405].includes(status)) return misconfigured(response);
  const final = status < 500 && ![408, 425, 429].includes(status);
  return final && problem
    ? new ProblemError(problem.code, describe(response), response)
    : transient(response);
}

export function describe({ url, status, problem }: AuthResponse): string {
  return problem?.detail ?? `${url} answered ${status}.`;
}
