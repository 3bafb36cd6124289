import { type SignedOutReason, safeReturnTo } from '@tandem-auth/client';
import type { Location } from 'react-router';

/** Where the router is, within the application; another origin it cannot name. */
export function addressOf({ pathname, search, hash }: Location): URL {
  return new URL(window.location.origin + pathname + search + hash);
}

/** The sign-in page, with the way back to where the person is now. */
export function loginPath({ pathname, search, hash }: URL, reason?: SignedOutReason): string {
  const here = pathname + search + hash;
  // Whoever leaves on purpose is not brought back to where they left.
  if (here === '/' || reason === 'sign_out') return '/login';
  return `/login?returnTo=${encodeURIComponent(here)}`;
}

/** Where to go after signing in; never to another origin, and never back to the sign-in page. */
export function returnPath({ searchParams, origin }: URL): string {
  const path = safeReturnTo(searchParams.get('returnTo'), { origin });
  return new URL(path, origin).pathname === '/login' ? '/' : path;
}
