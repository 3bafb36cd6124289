import { Button } from '@mantine/core';
import { IconCloudOff } from '@tabler/icons-react';
import { useAuth, useSession } from '@tandem-auth/react';
import { useState } from 'react';
import { queryClient } from '../api/query-client.js';
import { useConnection } from '../session/use-connection.js';
import { formatTime } from '../words/format.js';
import { staleWords } from '../words/stale.js';

/** Says that the session could not be refreshed and is kept. */
export function StaleBanner() {
  const auth = useAuth();
  const session = useSession();
  const connection = useConnection();
  const [trying, setTrying] = useState(false);
  const [tried, setTried] = useState<number | null>(null);
  const words = connection === 'authenticated' ? null : staleWords(session);

  async function tryNow(): Promise<void> {
    setTrying(true);
    try {
      await auth.refresh();
      await queryClient.invalidateQueries();
    } catch {
      setTried(Date.now());
    }
    setTrying(false);
  }

  return (
    <div className="banner" role="status" data-testid="stale-banner">
      {words && (
        <>
          <IconCloudOff size={22} stroke={1.7} aria-hidden />
          <p>
            <strong>{words.title}</strong> {words.detail}
            {tried !== null && ` Last tried at ${formatTime(tried)}.`}
          </p>
          <Button
            variant="default"
            size="xs"
            loading={trying}
            data-testid="stale-retry"
            onClick={tryNow}
          >
            Try now
          </Button>
        </>
      )}
    </div>
  );
}
