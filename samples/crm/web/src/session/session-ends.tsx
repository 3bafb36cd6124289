import { useSession } from '@tandem-auth/react';
import { formatDate } from '../words/format.js';

/** When the session ends if nobody uses it. */
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
