import type { AuthError, SessionSnapshot, SignedOutReason, User } from '@tandem-auth/client';
import { loginPath, returnPath } from './paths.js';

/** What belongs on the screen. */
export type Screen =
  | { readonly kind: 'loading' }
  | { readonly kind: 'unreachable'; readonly error: AuthError }
  | { readonly kind: 'login'; readonly reason: SignedOutReason | null }
  | { readonly kind: 'page'; readonly user: User; readonly path: string }
  | { readonly kind: 'redirect'; readonly to: string };

/** Decides it from the session's state and the address. */
export function decideScreen(session: SessionSnapshot, address: URL): Screen {
  const atLogin = address.pathname === '/login';
  if (session.user) {
    if (atLogin) return { kind: 'redirect', to: returnPath(address) };
    return { kind: 'page', user: session.user, path: address.pathname };
  }
  switch (session.status) {
    case 'loading':
      return { kind: 'loading' };
    case 'stale':
      return { kind: 'unreachable', error: session.error };
    case 'anonymous':
      return atLogin
        ? { kind: 'login', reason: null }
        : { kind: 'redirect', to: loginPath(address) };
    case 'signed-out': {
      const { reason } = session;
      if (atLogin) return { kind: 'login', reason };
      // Whoever leaves on purpose is not brought back to where they left.
      return { kind: 'redirect', to: reason === 'sign_out' ? '/login' : loginPath(address) };
    }
  }
}
