import { useSession } from '@tandem-auth/react';
import { useNow } from './use-now.js';

const tick = 250;

/** How long the access token is still good; never negative. */
export function useSecondsLeft(): number {
  const { accessExpiresAt } = useSession();
  // The client's clock does not jump when somebody sets the computer's.
  const now = useNow(tick, () => performance.now());
  return Math.max(0, (accessExpiresAt - now) / 1000);
}
