import { Button } from '@mantine/core';
import type { AuthError } from '@tandem-auth/client';
import { useAuth } from '@tandem-auth/react';
import { useState } from 'react';
import { useTitle } from '../navigation/page-heading.js';
import { Notice } from '../notices/notice.js';
import { Logo } from '../shell/logo.js';
import { describe } from '../words/trouble.js';

/** Shown if the server cannot say whether the session is valid. It may be, so this is not the sign-in page. */
export function UnreachablePage({ error }: { readonly error: AuthError }) {
  const auth = useAuth();
  const [trying, setTrying] = useState(false);
  useTitle('Not connected yet');

  async function tryAgain(): Promise<void> {
    setTrying(true);
    // The session shows the outcome.
    await auth.refresh().catch(() => {});
    setTrying(false);
  }

  return (
    <main className="splash">
      <Logo size={52} alt="Tandem CRM" />
      <h1>Not connected yet</h1>
      <Notice testId="page-error" message={{ tone: 'bad', ...describe(error) }} />
      <Button data-testid="retry" loading={trying} onClick={tryAgain}>
        Try again
      </Button>
    </main>
  );
}

/** Shown while the session is being restored. */
export function WaitingPage() {
  return (
    <main className="splash" aria-busy="true">
      <Logo size={52} alt="Tandem CRM" />
      <h1>One moment…</h1>
    </main>
  );
}
