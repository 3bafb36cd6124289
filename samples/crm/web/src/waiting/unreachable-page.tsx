import { Button } from '@mantine/core';
import type { AuthError } from '@tandem-auth/client';
import { useAuth } from '@tandem-auth/react';
import { useState } from 'react';
import { useTitle } from '../navigation/use-title.js';
import { Notice } from '../notices/notice.js';
import { Logo } from '../shell/logo.js';
import { describe } from '../words/trouble.js';

/** When nothing could be learned about the session: it may well be fine, so nobody is sent away. */
export function UnreachablePage({ error }: { readonly error: AuthError }) {
  const auth = useAuth();
  const [trying, setTrying] = useState(false);
  useTitle('Not connected yet');

  async function tryAgain(): Promise<void> {
    setTrying(true);
    // What came of it stands in the session.
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
