import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ada } from '../src/testing/index.js';
import type { Rotation, RotationOutcome } from '../src/testing/server/rotation.js';
import { type SessionPolicy, SessionTable } from '../src/testing/server/session-table.js';

interface Row {
  readonly policy: string;
  readonly state: Rotation;
  readonly presented: number;
  /** When the presented token was made. */
  readonly issuedAt: number;
  readonly now: number;
  readonly outcome: RotationOutcome | 'dead';
  readonly generation: number;
  readonly next: Rotation | null;
}

/** Made from the server's decision. Times are milliseconds since the session was created. */
const table: { policies: Record<string, SessionPolicy>; rows: Row[] } = JSON.parse(
  readFileSync(new URL('../../../tests/support/rotation-decisions.json', import.meta.url), 'utf8'),
);

/** What the fake server does with a row: the same fields, so that both can be compared. */
function present({ policy, state, presented, issuedAt, now }: Row) {
  const sessions = new SessionTable(table.policies[policy] as SessionPolicy);
  const session = sessions.start(ada, 0, 'cookie', true);
  session.rotation = state;
  const expiresAt = Number.POSITIVE_INFINITY;
  const token = { session: session.id, generation: presented, issuedAt, expiresAt };
  const result = sessions.present(token, now);
  const next = session.rotation === state ? null : session.rotation;
  if (!('refused' in result)) {
    return {
      outcome: result.outcome,
      generation: result.generation,
      next,
      revoked: session.revoked,
    };
  }
  const outcome = result.refused === 'refresh_token_reused' ? 'reuse' : 'dead';
  return { outcome, generation: 0, next, revoked: session.revoked };
}

describe('The fake server makes the same decisions as the real one', () => {
  it.each(Object.keys(table.policies))('with the windows "%s"', (policy) => {
    const rows = table.rows.filter((row) => row.policy === policy);
    expect(rows.length).toBeGreaterThan(0);
    for (const row of rows) {
      const { outcome, generation, next } = row;
      const revoked = outcome === 'reuse';
      expect(present(row), JSON.stringify(row)).toEqual({ outcome, generation, next, revoked });
    }
  });
});
