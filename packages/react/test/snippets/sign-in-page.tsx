import { safeReturnTo } from '@tandem-auth/client';
import { SignedIn, SignedOut } from '@tandem-auth/react';
import { Navigate, useSearchParams } from 'react-router';
import { SignInForm } from './sign-in-form.js';

export function SignInPage() {
  const [query] = useSearchParams();
  return (
    <>
      <SignedIn>
        <Navigate to={safeReturnTo(query.get('returnTo'))} replace />
      </SignedIn>
      <SignedOut>
        <SignInForm />
      </SignedOut>
    </>
  );
}
