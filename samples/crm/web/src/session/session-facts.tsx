import { useSession } from '@tandem-auth/react';
import { formatDate } from '../words/format.js';
import { useConnection } from './use-connection.js';

/** When the session ends if it is not used. */
export function SessionEnds() {
  const { session } = useSession();
  if (!session) return null;
  return (
    <div>
      <dt>Ends if unused</dt>
      <dd>
        <time dateTime={session.expiresAt} data-testid="session-ends">
          {formatDate(session.expiresAt)}
        </time>
      </dd>
    </div>
  );
}

/** The state of the session. Screen readers read changes out. */
export function StateBadge() {
  const connection = useConnection();
  return (
    <span className="badge" role="status" data-state={connection} data-testid="session-state">
      {connection}
    </span>
  );
}
