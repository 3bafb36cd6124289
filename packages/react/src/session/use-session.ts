import type { SessionSnapshot } from '@tandem-auth/client';
import { useSyncExternalStore } from 'react';
import { useAuthContext } from '../provider/auth-context.js';

/** The session as it is now. Renders again after every change, a refresh included. */
export function useSession(): SessionSnapshot {
  const { client, initial } = useAuthContext();
  return useSyncExternalStore(client.subscribe, client.getSession, () => initial);
}
