import { authRetry, authRetryDelay, clearOnSignOut } from '@tandem-auth/react/query';
import { QueryClient } from '@tanstack/react-query';
import { auth } from '../auth.js';
import { ApiError } from './api-error.js';

/** What was loaded, until somebody signs out. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      // Being offline is found out by asking, and said; nothing waits in silence.
      networkMode: 'always',
      refetchOnReconnect: true,
      // What the API refuses once, it refuses again.
      retry: (failures, error) => !isRefusal(error) && authRetry(failures, error),
      retryDelay: authRetryDelay,
    },
    mutations: { networkMode: 'always' },
  },
});

clearOnSignOut(auth, queryClient);

// When the session recovers, what is on the screen catches up.
let { status } = auth.getSession();
auth.subscribe(() => {
  const before = status;
  status = auth.getSession().status;
  if (before === 'stale' && status === 'authenticated') void queryClient.invalidateQueries();
});

const isRefusal = (error: unknown) => error instanceof ApiError && error.status < 500;
