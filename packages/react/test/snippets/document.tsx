import type { KnownSession } from '@tandem-auth/client';
import { AuthProvider } from '@tandem-auth/react';
import { App } from './app.js';
import { auth } from './auth.js';

/** On the server and in the browser, with the same `session`. */
export const Document = ({ session }: { readonly session: KnownSession | null }) => (
  <AuthProvider client={auth} session={session}>
    <App />
  </AuthProvider>
);
