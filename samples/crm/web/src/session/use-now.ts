import { useSession } from '@tandem-auth/react';
import { useEffect, useState } from 'react';

/** The time, read again every `interval` milliseconds. Default: the wall clock. */
export function useNow(interval: number, read: () => number = Date.now): number {
  const [now, setNow] = useState(read);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the clock stays the same
  useEffect(() => {
    const timer = setInterval(() => setNow(read()), interval);
    return () => clearInterval(timer);
  }, [interval]);
  return now;
}

/** How long the access token is valid, in seconds; never negative. */
export function useSecondsLeft(): number {
  const { accessExpiresAt } = useSession();
  // The client's clock is monotonic: it does not change when the computer's clock is set.
  const now = useNow(250, () => performance.now());
  return Math.max(0, (accessExpiresAt - now) / 1000);
}
