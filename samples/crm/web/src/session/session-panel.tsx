import { useSession } from '@tandem-auth/react';
import { Countdown } from './countdown.js';
import { RefreshNow } from './refresh-now.js';
import { SessionEnds, StateBadge } from './session-facts.js';
import { TimelineList } from './timeline-list.js';

/** The state of the session beside every page. Applications normally do not show it. */
export function SessionPanel() {
  const { session } = useSession();
  if (!session) return null;
  return (
    <aside className="panel" aria-label="Your session">
      <div className="row">
        <h2>Your session</h2>
        <StateBadge />
      </div>
      <dl className="facts">
        <div>
          <dt>Generation</dt>
          <dd data-testid="session-generation">{session.generation}</dd>
        </div>
        <SessionEnds />
      </dl>
      <Countdown />
      <RefreshNow fullWidth />
      <TimelineList />
    </aside>
  );
}
