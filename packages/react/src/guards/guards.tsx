import type { AuthError, SignedOutReason } from '@tandem-auth/client';
import { type ReactNode, useEffect, useRef } from 'react';
import { isSignedOut, useSession, useUser } from '../session/hooks.js';

export interface RequireAuthProps {
  /** Shown while somebody is signed in, also while the session is `stale`. */
  readonly children?: ReactNode;
  /** Shown until it is known whether somebody is signed in. Default: nothing. */
  readonly pending?: ReactNode;
  /** Shown if the server cannot say: offline, server busy. Default: `pending`. */
  readonly unreachable?: (error: AuthError) => ReactNode;
  /** Shown if it is certain that nobody is signed in. Default: nothing. */
  readonly fallback?: ReactNode;
  /**
   * Called once each time it becomes certain that nobody is signed in. Navigate here. The reason is
   * undefined if there was no session in the first place.
   */
  readonly onSignedOut?: (reason: SignedOutReason | undefined) => void;
}

/** Shows its children while somebody is signed in. It only decides what is shown: the server enforces access. */
export function RequireAuth(props: RequireAuthProps): ReactNode {
  const { children, pending, unreachable, fallback, onSignedOut } = props;
  const session = useSession();
  const out = isSignedOut(session);
  // A ref, because Strict Mode runs effects twice.
  const reported = useRef(false);
  useEffect(() => {
    if (out && !reported.current) onSignedOut?.('reason' in session ? session.reason : undefined);
    reported.current = out;
  });
  if (session.user) return children;
  if (out) return fallback;
  return session.status === 'stale' && unreachable ? unreachable(session.error) : pending;
}

/** Shows its children while somebody is signed in, also while the session is `stale`. */
export function SignedIn({ children }: { readonly children?: ReactNode }): ReactNode {
  return useUser() ? children : null;
}

/** Shows its children while it is certain that nobody is signed in: never while loading or offline. */
export function SignedOut({ children }: { readonly children?: ReactNode }): ReactNode {
  return isSignedOut(useSession()) ? children : null;
}
