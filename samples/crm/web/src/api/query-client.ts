import { authRetry, authRetryDelay, clearOnSignOut } from '@tandem-auth/react/query';
import { QueryClient } from '@tanstack/react-query';
import { auth } from '../auth.js';
import { ApiError } from './api-error.js';

/** The cache of loaded data. It is cleared at every sign-out. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      // A query is sent even if the browser reports offline, so that the failure is shown.
      networkMode: 'always',
      refetchOnReconnect: true,
      // A request that the API refused would be refused again.
      retry: (failures, error) => !isRefusal(error) && authRetry(failures, error),
      retryDelay: authRetryDelay,
    },
    mutations: { networkMode: 'always' },
  },
});

clearOnSignOut(auth, queryClient);

// When the session recovers, the data on the screen is loaded again.
let { status } = auth.getSession();
auth.subscribe(() => {
  const before = status;
  status = auth.getSession().status;
  if (before === 'stale' && status === 'authenticated') void queryClient.invalidateQueries();
});

const isRefusal = (error: unknown) => error instanceof ApiError && error.status < 500;
