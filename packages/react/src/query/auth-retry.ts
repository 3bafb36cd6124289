import { isAuthError, isTransient } from '@tandem-auth/client';

/**
 * For `retry` of TanStack Query: three retries, its own default, but none for errors of the client
 * that a retry cannot resolve.
 */
export function authRetry(failureCount: number, error: unknown): boolean {
  return failureCount < 3 && (isTransient(error) || !isAuthError(error));
}

/**
 * For `retryDelay`, in milliseconds: the time the server asked for (the client limits it to five
 * minutes), else 1 s, 2 s, 4 s and so on, at most 30 s, TanStack Query's own default.
 */
export function authRetryDelay(failureCount: number, error: unknown): number {
  const asked = isTransient(error) ? error.retryAfter : undefined;
  return 1000 * (asked ?? Math.min(2 ** failureCount, 30));
}
