import type { AuthError } from '@tandem-auth/client';
import { useAuth } from '@tandem-auth/react';

export function Unreachable({ error }: { readonly error: AuthError }) {
  const auth = useAuth();
  // What comes of it stands in the session.
  const retry = () => void auth.refresh().catch(() => {});
  return (
    <p role="alert">
      {error.message}{' '}
      <button type="button" onClick={retry}>
        Try again
      </button>
    </p>
  );
}
