import { RequireAuth } from '@tandem-auth/react';
import { Outlet, useLocation, useNavigate } from 'react-router';

/** A layout route: everything below it needs somebody signed in. */
export function GuardedRoutes() {
  const navigate = useNavigate();
  const { pathname, search, hash } = useLocation();
  return (
    <RequireAuth
      pending={<p>One moment.</p>}
      onSignedOut={(reason) => {
        const query = new URLSearchParams({ returnTo: pathname + search + hash });
        if (reason && reason !== 'sign_out') query.set('reason', reason);
        void navigate(`/sign-in?${query}`, { replace: true });
      }}
    >
      <Outlet />
    </RequireAuth>
  );
}
