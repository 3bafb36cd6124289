import { RequireAuth, useSession } from '@tandem-auth/react';
import { Navigate, useLocation } from 'react-router';
import { Shell } from '../shell/shell.js';
import { UnreachablePage } from '../waiting/unreachable-page.js';
import { WaitingPage } from '../waiting/waiting-page.js';
import { addressOf, loginPath } from './paths.js';

/** The pages behind the sign-in page. Nobody is sent there as long as the session may be alive. */
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
