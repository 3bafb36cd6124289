import { useSession } from '@tandem-auth/react';
import { PageHeading } from '../navigation/page-heading.js';
import { formatDate } from '../words/format.js';
import { CountdownRing } from './countdown-ring.js';
import { RefreshNow } from './refresh-now.js';
import { SessionEnds, StateBadge } from './session-facts.js';
import { TimelineList } from './timeline-list.js';
import { TokenLifetimesChart } from './token-lifetimes-chart.js';

/** The state of the session in detail. Applications normally do not show it. */
export function SessionPage() {
  const { session } = useSession();
  if (!session) return null;
  return (
    <div className="stack">
      <PageHeading title="Session">
        What keeps you signed in: a short-lived access token, renewed before you notice.
      </PageHeading>
      <section className="card session-now" aria-label="Now">
        <CountdownRing />
        <div className="session-facts">
          <StateBadge />
          <dl className="fact-list">
            <div>
              <dt>Generation</dt>
              <dd className="big" data-testid="session-generation">
                {session.generation}
              </dd>
            </div>
            <div>
              <dt>Signed in</dt>
              <dd>
                <time dateTime={session.createdAt}>{formatDate(session.createdAt)}</time>
              </dd>
            </div>
            <SessionEnds />
          </dl>
          <RefreshNow />
        </div>
      </section>
      <section className="card" aria-labelledby="lifetimes-heading">
        <div className="row wrap">
          <h2 id="lifetimes-heading">Token by token</h2>
          <ul className="legend">
            <li data-kind="this-tab">this tab renewed it</li>
            <li data-kind="other-tab">another tab did</li>
            <li data-kind="left">unused lifetime</li>
          </ul>
        </div>
        <TokenLifetimesChart />
      </section>
      <section className="card" aria-labelledby="timeline-heading">
        <h2 id="timeline-heading">Generation by generation</h2>
        <TimelineList />
      </section>
    </div>
  );
}
