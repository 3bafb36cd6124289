import { createAuthClient } from '@tandem-auth/client';

/** The page's only client. */
export const auth = createAuthClient();
