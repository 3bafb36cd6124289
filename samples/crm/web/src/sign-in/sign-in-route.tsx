import { useSession } from '@tandem-auth/react';
import { Navigate, useLocation } from 'react-router';
import { addressOf, returnPath } from '../navigation/paths.js';
import { UnreachablePage, WaitingPage } from '../waiting/waiting-pages.js';
import { SignInPage } from './sign-in-page.js';

/** Shows the sign-in page if nobody is signed in. */
export function SignInRoute() {
  const session = useSession();
  const address = addressOf(useLocation());
  if (session.user) return <Navigate to={returnPath(address)} replace />;
  switch (session.status) {
    case 'loading':
      return <WaitingPage />;
    case 'stale':
      return <UnreachablePage error={session.error} />;
    case 'anonymous':
      return <SignInPage reason={null} />;
    case 'signed-out':
      return <SignInPage key={session.reason} reason={session.reason} />;
  }
}
