import { Logo } from '../shell/logo.js';

/** While the session is being restored. */
export function WaitingPage() {
  return (
    <main className="splash" aria-busy="true">
      <Logo size={52} alt="Tandem CRM" />
      <h1>One moment…</h1>
    </main>
  );
}
