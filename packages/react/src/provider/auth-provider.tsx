import type { AuthClient, KnownSession } from '@tandem-auth/client';
import { type ReactNode, useEffect, useMemo, useState } from 'react';
import { AuthContext, createAuthContextValue } from './auth-context.js';
import { initialSnapshot } from './initial-snapshot.js';

export interface AuthProviderProps {
  /** Made once, outside of components. It is started on mount and disposed of on unmount. */
  readonly client: AuthClient;
  /**
   * What the server knew when it rendered the page: somebody, or null for nobody. Counts once, for
   * the first render. Default: unknown, the session is `loading` until the client has asked.
   */
  readonly session?: KnownSession | null;
  readonly children?: ReactNode;
}

/**
 * Gives the session to everything below it. A set-up that cannot work makes `start()` reject; that
 * is left unhandled, for the console and the error reporting to see.
 */
export function AuthProvider({ client, session, children }: AuthProviderProps): ReactNode {
  const [initial] = useState(() => {
    // While rendering, because queries may ask for a token before any effect runs. Never on a
    // server: there one client may render for many people.
    if (session !== undefined && typeof document !== 'undefined') client.hydrate(session);
    return initialSnapshot(session);
  });
  const value = useMemo(() => createAuthContextValue(client, initial), [client, initial]);
  useEffect(() => {
    void client.start();
    return () => client.dispose();
  }, [client]);
  return <AuthContext.Provider value={value}>{children}</AuthContext.Provider>;
}
