import { useEffect, useState } from 'react';

/** The time, read again every `interval` milliseconds. Default clock: the wall's. */
export function useNow(interval: number, read: () => number = Date.now): number {
  const [now, setNow] = useState(read);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the clock stays the same
  useEffect(() => {
    const timer = setInterval(() => setNow(read()), interval);
    return () => clearInterval(timer);
  }, [interval]);
  return now;
}
