import type { DefinitiveCode } from '../../errors/codes.js';
import type { FakeUser } from './fake-user.js';
import {
  confirm,
  decide,
  firstRotation,
  provesDelivery,
  type Rotation,
  type RotationOutcome,
  type RotationPolicy,
} from './rotation.js';
import type { AccessToken, RefreshToken } from './tokens.js';

/** Lifetimes and windows in milliseconds. */
export interface SessionPolicy extends RotationPolicy {
  /** null: none. */
  readonly absoluteLifetime: number | null;
}

/** A session of the fake server. */
export interface FakeSession {
  readonly id: string;
  readonly user: FakeUser;
  readonly createdAt: number;
  readonly delivery: 'cookie' | 'body' | 'both';
  readonly persistent: boolean;
  rotation: Rotation;
  revoked: boolean;
}

export type Presentation =
  | { readonly refused: DefinitiveCode; readonly session?: FakeSession }
  | {
      readonly outcome: Exclude<RotationOutcome, 'reuse'>;
      readonly session: FakeSession;
      readonly generation: number;
    };

/** The sessions of a fake server. */
export class SessionTable {
  readonly #rows = new Map<string, FakeSession>();
  readonly #policy: SessionPolicy;
  #count = 0;

  constructor(policy: SessionPolicy) {
    this.#policy = policy;
  }

  start(
    user: FakeUser,
    now: number,
    delivery: FakeSession['delivery'],
    persistent: boolean,
  ): FakeSession {
    const id = `s${++this.#count}`;
    const session: FakeSession = {
      id,
      user,
      createdAt: now,
      delivery,
      persistent,
      rotation: firstRotation,
      revoked: false,
    };
    this.#rows.set(id, session);
    return session;
  }

  find(id: string): FakeSession | undefined {
    return this.#rows.get(id);
  }

  ofUser(user: FakeUser, now: number): FakeSession[] {
    return [...this.#rows.values()].filter(
      (row) => row.user.id === user.id && this.endedBy(row, now) === null,
    );
  }

  expiresAt({ rotation, createdAt }: FakeSession): number {
    const { idleLifetime, absoluteLifetime } = this.#policy;
    const idleEnd = (rotation.rotatedAt ?? createdAt) + idleLifetime;
    return absoluteLifetime === null ? idleEnd : Math.min(idleEnd, createdAt + absoluteLifetime);
  }

  /** Why the session is over, or null while it is alive. */
  endedBy(session: FakeSession, now: number): DefinitiveCode | null {
    if (session.revoked) return 'session_revoked';
    return now >= this.expiresAt(session) ? 'refresh_token_expired' : null;
  }

  /** Decides about a refresh token and applies the decision. */
  present(token: RefreshToken, now: number): Presentation {
    if (now >= token.expiresAt) return { refused: 'refresh_token_expired' };
    const session = this.#rows.get(token.session);
    if (!session) return { refused: 'session_unknown' };
    const ended = this.endedBy(session, now);
    if (ended) return { refused: ended };
    const { outcome, generation, next } = decide(session.rotation, token, now, this.#policy);
    if (outcome === 'reuse') {
      session.revoked = true;
      return { refused: 'refresh_token_reused', session };
    }
    session.rotation = next;
    return { outcome, session, generation };
  }

  /**
   * An access token of a candidate that is old enough proves that its response was kept. It must be
   * younger than the row's last change: one from before names a generation that was handed out again.
   */
  confirm(session: FakeSession, token: AccessToken, now: number): void {
    const { rotation } = session;
    const isYounger = (rotation.rotatedAt ?? -Infinity) < token.issuedAt + 1_000;
    if (isYounger && provesDelivery(token, now, this.#policy)) {
      session.rotation = confirm(rotation, token.generation);
    }
  }
}
