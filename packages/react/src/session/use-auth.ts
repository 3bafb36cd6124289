import type { AuthClient } from '@tandem-auth/client';
import { useAuthContext } from '../provider/auth-context.js';

/** The client given to the provider: for `fetch`, `signIn`, `signOut` and the rest. */
export function useAuth(): AuthClient {
  return useAuthContext().client;
}
