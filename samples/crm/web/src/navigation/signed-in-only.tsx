import { RequireAuth, useSession } from '@tandem-auth/react';
import { Navigate, useLocation } from 'react-router';
import { Shell } from '../shell/shell.js';
import { UnreachablePage, WaitingPage } from '../waiting/waiting-pages.js';
import { addressOf, loginPath } from './paths.js';

/** The pages for people who are signed in. It redirects to the sign-in page only if nobody is, for certain. */
export function SignedInOnly() {
  return (
    <RequireAuth
      pending={<WaitingPage />}
      unreachable={(error) => <UnreachablePage error={error} />}
      fallback={<ToSignIn />}
    >
      <Shell />
    </RequireAuth>
  );
}

function ToSignIn() {
  const session = useSession();
  const address = addressOf(useLocation());
  const reason = session.status === 'signed-out' ? session.reason : undefined;
  return <Navigate to={loginPath(address, reason)} replace />;
}
