import { Button } from '@mantine/core';
import { IconLogout } from '@tabler/icons-react';
import type { User } from '@tandem-auth/client';
import { useAuth } from '@tandem-auth/react';
import { Avatar } from './avatar.js';
import { SchemeSwitch } from './scheme-switch.js';

/** The signed-in user and the button to sign out. */
export function AccountCard({ user }: { readonly user: User }) {
  const auth = useAuth();
  return (
    <div className="account">
      <Avatar name={user.displayName || user.email} />
      <div className="account-name">
        {user.displayName && <strong>{user.displayName}</strong>}
        <span data-testid="user-email">{user.email}</span>
      </div>
      <SchemeSwitch />
      <Button
        variant="default"
        size="xs"
        className="sign-out"
        leftSection={<IconLogout size={16} aria-hidden />}
        data-testid="sign-out"
        // Signs out here at once. The client tells the server as soon as it can be reached.
        onClick={() => void auth.signOut().catch(() => {})}
      >
        Sign out
      </Button>
    </div>
  );
}
