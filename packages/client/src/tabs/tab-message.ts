import type { TokenResponse } from '../answers/token-response.js';
import type { SignedOutReason } from '../errors/codes.js';
import type { RefreshCause } from '../events/auth-events.js';
import type { SessionSnapshot } from '../session/session-snapshot.js';

/**
 * What tabs of one origin tell each other: new tokens, or why the session is over. The access
 * token travels along: it reaches only documents that could ask for one themselves, and is held in
 * memory there as here.
 */
export type TabMessage =
  | (TokenResponse & { readonly cause: RefreshCause | 'sign-in' })
  | {
      readonly session: { readonly id: string; readonly generation: number };
      readonly reason: SignedOutReason;
    };

/** Whether a tab in this state follows that message. */
export function follows(message: TabMessage, { session: held }: SessionSnapshot): boolean {
  const { session } = message;
  const same = held?.id === session.id;
  // Bad news from a tab that lags behind is not proof for this one; somebody's wish is.
  if ('reason' in message) {
    return same && (message.reason === 'sign_out' || session.generation >= held.generation);
  }
  if (same) return session.generation > held.generation;
  // Two tabs that sign in at once agree on the later session, in whatever order they hear.
  return (
    message.cause === 'sign-in' &&
    !(held && Date.parse(message.session.createdAt) < Date.parse(held.createdAt))
  );
}
