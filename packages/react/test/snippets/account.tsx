import { useAuth, useSession, useUser } from '@tandem-auth/react';

export function Account() {
  const auth = useAuth();
  const user = useUser();
  const { status } = useSession();
  return (
    <header>
      {user?.displayName ?? user?.email}
      {status === 'stale' && <span role="status">Offline</span>}
      <button type="button" onClick={() => void auth.signOut().catch(() => {})}>
        Sign out
      </button>
    </header>
  );
}
