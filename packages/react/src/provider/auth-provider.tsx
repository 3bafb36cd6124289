import type { AuthClient, KnownSession } from '@tandem-auth/client';
import { type ReactNode, useEffect, useMemo, useState } from 'react';
import { AuthContext, createAuthContextValue, initialSnapshot } from './auth-context.js';

export interface AuthProviderProps {
  /** Created once, outside of components. The provider starts it on mount and disposes of it on unmount. */
  readonly client: AuthClient;
  /**
   * The session that the server knew when it rendered the page; null if nobody is signed in. Used once,
   * for the first render. Default: unknown; the session is `loading` until the client has asked.
   */
  readonly session?: KnownSession | null;
  readonly children?: ReactNode;
}

/**
 * Provides the session to its children. If the setup is wrong, `start()` rejects. The rejection is left
 * unhandled, so that the console and error reporting see it.
 */
export function AuthProvider({ client, session, children }: AuthProviderProps): ReactNode {
  const [initial] = useState(() => {
    // During render, because queries may ask for a token before any effect runs. Never on a server,
    // where one client may render for many people.
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
