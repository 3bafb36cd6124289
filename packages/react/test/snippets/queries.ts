import { authRetry, authRetryDelay, clearOnSignOut } from '@tandem-auth/react/query';
import { QueryClient } from '@tanstack/react-query';
import { auth } from './auth.js';

export const queryClient = new QueryClient({
  defaultOptions: { queries: { retry: authRetry, retryDelay: authRetryDelay } },
});

clearOnSignOut(auth, queryClient);
