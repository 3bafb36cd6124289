import type { SessionSnapshot } from '@tandem-auth/client';
import { useSession } from '@tandem-auth/react';
import { useSyncExternalStore } from 'react';

export type Connection = 'authenticated' | 'stale' | 'offline';

const unreachable = ['network_error', 'timed_out'];

/** How the session is doing: what the browser knows of the network counts too. */
export function connectionOf(session: SessionSnapshot, onLine: boolean): Connection {
  if (!onLine) return 'offline';
  if (session.status !== 'stale') return 'authenticated';
  return unreachable.includes(session.error.code) ? 'offline' : 'stale';
}

export function useConnection(): Connection {
  const onLine = useSyncExternalStore(subscribe, () => navigator.onLine);
  return connectionOf(useSession(), onLine);
}

function subscribe(listener: () => void): () => void {
  const signs = ['online', 'offline'];
  for (const sign of signs) addEventListener(sign, listener);
  return () => {
    for (const sign of signs) removeEventListener(sign, listener);
  };
}
