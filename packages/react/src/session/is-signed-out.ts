import type { SessionSnapshot } from '@tandem-auth/client';

/** Whether it is certain that nobody is signed in. */
export function isSignedOut({ status }: SessionSnapshot): boolean {
  return status === 'anonymous' || status === 'signed-out';
}
