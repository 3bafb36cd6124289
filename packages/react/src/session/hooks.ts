import type { AuthClient, SessionSnapshot, User } from '@tandem-auth/client';
import { useSyncExternalStore } from 'react';
import { useAuthContext } from '../provider/auth-context.js';

/** The client given to the provider: for `fetch`, `signIn`, `signOut` and the rest. */
export function useAuth(): AuthClient {
  return useAuthContext().client;
}

/** The session as it is now. Renders again after every change, a refresh included. */
export function useSession(): SessionSnapshot {
  const { client, initial } = useAuthContext();
  return useSyncExternalStore(client.subscribe, client.getSession, () => initial);
}

/**
 * Who is signed in, also while the session is `stale`. null: nobody, or not known yet. Renders
 * again only when something about the user changes.
 */
export function useUser(): User | null {
  const { client, getUser, initial } = useAuthContext();
  return useSyncExternalStore(client.subscribe, getUser, () => initial.user);
}

/** Whether it is certain that nobody is signed in. */
export function isSignedOut({ status }: SessionSnapshot): boolean {
  return status === 'anonymous' || status === 'signed-out';
}
