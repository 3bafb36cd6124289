import type { SessionSnapshot } from '@tandem-auth/client';
import { useSession } from '@tandem-auth/react';
import { useSyncExternalStore } from 'react';

export type Connection = 'authenticated' | 'stale' | 'offline';

const unreachable = ['network_error', 'timed_out'];

/** The state of the session, combined with what the browser knows about the network. */
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
  const events = ['online', 'offline'];
  for (const event of events) addEventListener(event, listener);
  return () => {
    for (const event of events) removeEventListener(event, listener);
  };
}
