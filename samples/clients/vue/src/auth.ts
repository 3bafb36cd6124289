import { createAuthClient } from '@tandem-auth/client';

/** The one client of this page. */
export const auth = createAuthClient();
