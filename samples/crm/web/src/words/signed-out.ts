import type { SignedOutReason } from '@tandem-auth/client';
import type { Message, Tone } from '../notices/notice.js';

interface Words {
  readonly title: string;
  readonly detail: string;
}

/** Why somebody was signed out, in plain words. */
export const signedOut: Readonly<Record<SignedOutReason, Words>> = {
  sign_out: {
    title: 'You have signed out.',
    detail: 'This browser no longer has access to your account.',
  },
  refresh_token_reused: {
    title: 'Someone used a copy of your session.',
    detail:
      'To protect you, we ended it on every device that shared it. Sign in again, and change your ' +
      'password if you did not expect this.',
  },
  session_revoked: {
    title: 'Your session was ended.',
    detail:
      'You, a change of password, or an administrator ended it from another place. Sign in to carry on.',
  },
  refresh_token_expired: {
    title: 'You were away for a while.',
    detail: 'A session ends after seven days unused. Sign in to carry on where you left off.',
  },
  session_unknown: {
    title: 'The server no longer knows your session.',
    detail: 'Its records were removed or restored from an older copy. Sign in to start a new one.',
  },
  refresh_token_invalid: {
    title: 'Your session could not be read.',
    detail: 'What this browser had stored does not belong to this server. Sign in to start afresh.',
  },
  cookie_missing: {
    title: 'Your browser did not keep the sign-in.',
    detail:
      'The cookie of your session is gone, or this browser withholds it. Sign in again; if it comes ' +
      'back, ask whoever runs this application.',
  },
  refresh_token_foreign: {
    title: 'Your sign-in belongs to another server.',
    detail: 'This address was moved, or serves another installation now. Sign in here.',
  },
  session_changed: {
    title: 'Someone else has signed in in this browser.',
    detail: 'Nothing was done in their name. Sign in to continue as yourself.',
  },
};

const tones: Partial<Record<SignedOutReason, Tone>> = {
  sign_out: 'good',
  refresh_token_reused: 'bad',
};

export function signedOutMessage(reason: SignedOutReason): Message {
  return { tone: tones[reason] ?? 'info', ...signedOut[reason] };
}
