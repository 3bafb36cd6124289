import type { AuthClient } from '@tandem-auth/client';
import type { QueryClient } from '@tanstack/react-query';

/**
 * Clears the cache when the person is signed out, or somebody else is signed in. Queries in flight are
 * cancelled first, so that no late response is cached. Returns a function that unsubscribes.
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
  // Resetting cancels a query and empties what is on the screen; clearing alone would not.
  for (const query of queryClient.getQueryCache().getAll()) query.reset();
  queryClient.clear();
}
