import type { AuthClient, KnownSession, SessionSnapshot, User } from '@tandem-auth/client';
import { createContext, useContext } from 'react';

/** The value of a provider. It stays the same object as long as the client does. */
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
      // Every refresh makes a new user object. Effects that depend on the user need not run for that.
      if (JSON.stringify(user) !== JSON.stringify(kept)) kept = user;
      return kept;
    },
  };
}

const noToken = { expiresIn: 0, accessExpiresAt: 0 };
const nobody = { ...noToken, user: null, session: null };

/** The snapshot on the server and during hydration. Both are equal: nothing in it depends on a clock. */
export function initialSnapshot(known: KnownSession | null | undefined): SessionSnapshot {
  if (!known) return { ...nobody, status: known === null ? 'anonymous' : 'loading' };
  const { user, session } = known;
  return { ...noToken, user, session, status: 'authenticated' };
}
