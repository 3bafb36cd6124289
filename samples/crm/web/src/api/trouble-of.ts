import type { UseQueryResult } from '@tanstack/react-query';
import type { Message } from '../notices/notice.js';
import { describe } from '../words/trouble.js';

/** The message for a query that has failed, also while it is being retried. */
export function troubleOf(
  { data, error, failureReason }: UseQueryResult<unknown>,
  action: string,
): Message | null {
  const reason = error ?? failureReason;
  if (!reason) return null;
  const { title, detail } = describe(reason, action);
  if (data === undefined) return { tone: 'bad', title, detail };
  // Older data is on the screen, so this is no error.
  return { tone: 'info', title, detail: `What you see may be out of date. ${detail}` };
}
