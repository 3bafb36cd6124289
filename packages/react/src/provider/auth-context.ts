import type { AuthClient, SessionSnapshot, User } from '@tandem-auth/client';
import { createContext, useContext } from 'react';

/** What a provider hands down; its parts keep their identity as long as the client does. */
export interface AuthContextValue {
  readonly client: AuthClient;
  readonly initial: SessionSnapshot;
  /** The same object until something about the user changes. */
  getUser(): User | null;
}

export const AuthContext = createContext<AuthContextValue | null>(null);

export function useAuthContext(): AuthContextValue {
  const value = useContext(AuthContext);
  if (!value) throw new Error('Tandem: there is no <AuthProvider> above this component.');
  return value;
}

export function createAuthContextValue(
  client: AuthClient,
  initial: SessionSnapshot,
): AuthContextValue {
  let kept: User | null = null;
  return {
    client,
    initial,
    getUser() {
      const { user } = client.getSession();
      // Each refresh brings the user anew; effects that depend on the user need not run for that.
      if (JSON.stringify(user) !== JSON.stringify(kept)) kept = user;
      return kept;
    },
  };
}
