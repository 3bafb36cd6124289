import { type SignedOutReason, safeReturnTo } from '@tandem-auth/client';
import type { Location } from 'react-router';

/** The router's location as a URL of this origin. */
export function addressOf({ pathname, search, hash }: Location): URL {
  return new URL(window.location.origin + pathname + search + hash);
}

/** The sign-in page, with the way back to where the person is now. */
export function loginPath({ pathname, search, hash }: URL, reason?: SignedOutReason): string {
  const here = pathname + search + hash;
  // After a sign-out by choice, the next sign-in starts at the first page.
  if (here === '/' || reason === 'sign_out') return '/login';
  return `/login?returnTo=${encodeURIComponent(here)}`;
}

/** Where to go after signing in: never another origin, and never the sign-in page itself. */
export function returnPath({ searchParams, origin }: URL): string {
  const path = safeReturnTo(searchParams.get('returnTo'), { origin });
  return new URL(path, origin).pathname === '/login' ? '/' : path;
}
