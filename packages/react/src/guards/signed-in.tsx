import type { ReactNode } from 'react';
import { useUser } from '../session/use-user.js';

/** Shows its children while somebody is signed in, also while the session is `stale`. */
export function SignedIn({ children }: { readonly children?: ReactNode }): ReactNode {
  return useUser() ? children : null;
}
