import type { UseQueryResult } from '@tanstack/react-query';
import type { Message } from '../notices/notice.js';
import { describe } from '../words/trouble.js';

/** What to say about a query that has failed, also while it is being tried again. */
export function troubleOf(
  { error, failureReason }: UseQueryResult<unknown>,
  action: string,
): Message | null {
  const reason = error ?? failureReason;
  return reason && { tone: 'bad', ...describe(reason, action) };
}
