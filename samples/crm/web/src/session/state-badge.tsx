import { useConnection } from './use-connection.js';

/** Says how the session is doing, and is read out when that changes. */
export function StateBadge() {
  const connection = useConnection();
  return (
    <span className="badge" role="status" data-state={connection} data-testid="session-state">
      {connection}
    </span>
  );
}
