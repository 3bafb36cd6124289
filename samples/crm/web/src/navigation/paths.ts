import { safeReturnTo } from '@tandem-auth/client';

/** The sign-in page, with the way back to where the person is now. */
export function loginPath({ pathname, search, hash }: URL): string {
  const here = pathname + search + hash;
  return here === '/' ? '/login' : `/login?returnTo=${encodeURIComponent(here)}`;
}

/** Where to go after signing in; never to another origin, and never back to the sign-in page. */
export function returnPath({ searchParams, origin }: URL): string {
  const path = safeReturnTo(searchParams.get('returnTo'), { origin });
  return new URL(path, origin).pathname === '/login' ? '/' : path;
}
