import type { AuthError } from '../errors/auth-error.js';
import { ConfigurationError } from '../errors/configuration-error.js';
import { ProblemError } from '../errors/problem-error.js';
import { TransientError } from '../errors/transient-error.js';
import type { Problem } from './problem.js';

/** An auth endpoint's answer, read to its end. */
export interface Answer {
  readonly url: string;
  readonly status: number;
  readonly problem: Problem | null;
  readonly retryAfter: number | undefined;
  /** The parsed body of a 2xx answer; undefined when it was not JSON. */
  readonly body: unknown;
}

export function transient(answer: Answer): TransientError {
  return new TransientError(answer.problem?.code ?? 'unexpected_answer', describe(answer), answer);
}

export function misconfigured(answer: Answer): ConfigurationError {
  const message = `${describe(answer)} Check baseURL and basePath.`;
  return new ConfigurationError('misconfigured', message, answer);
}

/** What a refused sign-in or sign-out means to the one who asked for it. */
export function refusal(answer: Answer): AuthError {
  const { status, problem } = answer;
  if ([404, 405].includes(status)) return misconfigured(answer);
  const final = status < 500 && ![408, 425, 429].includes(status);
  return final && problem
    ? new ProblemError(problem.code, describe(answer), answer)
    : transient(answer);
}

export function describe({ url, status, problem }: Answer): string {
  return problem?.detail ?? `${url} answered ${status}.`;
}
