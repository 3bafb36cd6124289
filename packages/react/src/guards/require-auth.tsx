import type { AuthError, SignedOutReason } from '@tandem-auth/client';
import { type ReactNode, useEffect, useRef } from 'react';
import { isSignedOut } from '../session/is-signed-out.js';
import { useSession } from '../session/use-session.js';

export interface RequireAuthProps {
  /** Shown while somebody is signed in, also while the session is `stale`. */
  readonly children?: ReactNode;
  /** Shown until it is known whether somebody is signed in. Default: nothing. */
  readonly pending?: ReactNode;
  /** Shown when that could not be found out: offline, server busy. Default: `pending`. */
  readonly unreachable?: (error: AuthError) => ReactNode;
  /** Shown when certainly nobody is signed in. Default: nothing. */
  readonly fallback?: ReactNode;
  /**
   * Called once each time it becomes certain that nobody is signed in; the place to navigate. The
   * reason is undefined when there was no session to begin with.
   */
  readonly onSignedOut?: (reason: SignedOutReason | undefined) => void;
}

/** Shows its children to the signed-in only. Decides what is shown; the server decides what is done. */
export function RequireAuth(props: RequireAuthProps): ReactNode {
  const { children, pending, unreachable, fallback, onSignedOut } = props;
  const session = useSession();
  const out = isSignedOut(session);
  // Survives the second run of effects in Strict Mode.
  const told = useRef(false);
  useEffect(() => {
    if (out && !told.current) onSignedOut?.('reason' in session ? session.reason : undefined);
    told.current = out;
  });
  if (session.user) return children;
  if (out) return fallback;
  return session.status === 'stale' && unreachable ? unreachable(session.error) : pending;
}
