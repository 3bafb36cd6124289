import { createAuthClient } from '@tandem-auth/client';

/** The application's one client; the server is the page's own origin. */
export const auth = createAuthClient();
