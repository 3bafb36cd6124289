import { isAuthError, isTransient } from '@tandem-auth/client';

/**
 * For `retry` of TanStack Query: three times, as it does by itself, but not for an error of the
 * client's that no repetition cures.
 */
export function authRetry(failureCount: number, error: unknown): boolean {
  return failureCount < 3 && (isTransient(error) || !isAuthError(error));
}

/**
 * For `retryDelay`, in milliseconds: what the server asked for (the client keeps that to five
 * minutes), else 1 s, 2 s, 4 s and so on, at most 30 s, as TanStack Query does by itself.
 */
export function authRetryDelay(failureCount: number, error: unknown): number {
  const asked = isTransient(error) ? error.retryAfter : undefined;
  return 1000 * (asked ?? Math.min(2 ** failureCount, 30));
}
