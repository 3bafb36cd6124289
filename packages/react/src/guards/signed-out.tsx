import type { ReactNode } from 'react';
import { isSignedOut } from '../session/is-signed-out.js';
import { useSession } from '../session/use-session.js';

/** Shows its children while it is certain that nobody is signed in: never while loading or offline. */
export function SignedOut({ children }: { readonly children?: ReactNode }): ReactNode {
  return isSignedOut(useSession()) ? children : null;
}
