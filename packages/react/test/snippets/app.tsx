import { RequireAuth } from '@tandem-auth/react';
import { Account } from './account.js';
import { SignInForm } from './sign-in-form.js';
import { Unreachable } from './unreachable.js';

export const App = () => (
  <RequireAuth
    pending={<p>One moment.</p>}
    unreachable={(error) => <Unreachable error={error} />}
    fallback={<SignInForm />}
  >
    <Account />
  </RequireAuth>
);
