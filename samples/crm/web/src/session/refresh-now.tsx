import { Button } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import { useAuth, useSession } from '@tandem-auth/react';
import { useState } from 'react';
import { type Message, Notice } from '../notices/notice.js';
import { describe } from '../words/trouble.js';

/** Refreshes on demand. Nobody needs to; it shows what a refresh does. */
export function RefreshNow({ fullWidth = false }: { readonly fullWidth?: boolean }) {
  const auth = useAuth();
  const { status } = useSession();
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<Message | null>(null);

  async function refresh(): Promise<void> {
    setBusy(true);
    setTrouble(null);
    try {
      await auth.refresh();
    } catch (error) {
      setTrouble({ tone: 'info', title: 'Not refreshed.', detail: describe(error).detail });
    }
    setBusy(false);
  }

  return (
    <>
      <Button
        variant="default"
        fullWidth={fullWidth}
        leftSection={<IconRefresh size={17} aria-hidden />}
        loading={busy}
        data-testid="refresh-now"
        onClick={refresh}
      >
        Refresh now
      </Button>
      <Notice testId="session-message" message={status === 'authenticated' ? null : trouble} />
    </>
  );
}
