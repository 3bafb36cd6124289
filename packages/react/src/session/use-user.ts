import type { User } from '@tandem-auth/client';
import { useSyncExternalStore } from 'react';
import { useAuthContext } from '../provider/auth-context.js';

/**
 * Who is signed in, also while the session is `stale`. null: nobody, or not known yet. Renders
 * again only when something about the user changes.
 */
export function useUser(): User | null {
  const { client, getUser, initial } = useAuthContext();
  return useSyncExternalStore(client.subscribe, getUser, () => initial.user);
}
