import type { SignedOutReason } from '../errors/codes.js';
import type { AdoptionCause } from '../events/auth-events.js';
import type { TokenResponse } from '../responses/token-response.js';
import type { SessionSnapshot } from '../session/session-snapshot.js';

/**
 * The messages between the tabs of one origin: new tokens, or why the session is over. The access
 * token is part of them: only documents that could refresh themselves receive it, and they also keep
 * it in memory only.
 */
export type TabMessage =
  | (TokenResponse & { readonly cause: AdoptionCause })
  | {
      readonly session: { readonly id: string; readonly generation: number };
      readonly reason: SignedOutReason;
    };

/** Whether a tab in this state applies the message. */
export function follows(message: TabMessage, { session: held, user }: SessionSnapshot): boolean {
  const { session } = message;
  const same = held?.id === session.id;
  // A refusal of an older token proves nothing here. A sign-out is the person's wish and counts.
  if ('reason' in message) {
    return same && (message.reason === 'sign_out' || session.generation >= held.generation);
  }
  if (same) return session.generation > held.generation;
  // If two tabs sign in at once, both settle on the later session, whatever the order of messages.
  return (
    (message.cause === 'sign-in' ||
      // The tokens of another person are taken over only if that person has just signed in.
      (message.cause === 'session_replaced' && message.user?.id === user?.id)) &&
    !(held && Date.parse(message.session.createdAt) < Date.parse(held.createdAt))
  );
}
