import type { AuthClient } from '@tandem-auth/client';
import type { QueryClient } from '@tanstack/react-query';

/**
 * Forgets what was loaded for a person when they are signed out, or somebody else is signed in:
 * cancels, so that no late answer comes back, then clears. Returns the way to stop.
 */
export function clearOnSignOut(auth: AuthClient, queryClient: QueryClient): () => void {
  let held = auth.getSession().user?.id;
  return auth.subscribe(() => {
    const { status, user } = auth.getSession();
    if (status === 'signed-out' || (held && user?.id !== held)) forget(queryClient);
    held = user?.id;
  });
}

function forget(queryClient: QueryClient): void {
  // Cancels, and empties what is on the screen: clearing alone leaves mounted queries their data.
  for (const query of queryClient.getQueryCache().getAll()) query.reset();
  queryClient.clear();
}
