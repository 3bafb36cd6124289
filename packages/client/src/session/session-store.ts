import type { KnownSession, TokenResponse } from '../answers/token-response.js';
import type { Clock } from '../clock.js';
import type { AuthError } from '../errors/auth-error.js';
import type { SignedOutReason } from '../errors/codes.js';
import type { AuthEvents, RefreshCause, Source } from '../events/auth-events.js';
import type { Emitter } from '../events/emitter.js';
import type { SessionSnapshot } from './session-snapshot.js';

export interface StoreEvents extends AuthEvents {
  change: object;
}

/** The one place that holds the access token and the session's state, and tells of changes. */
export interface SessionStore {
  readonly snapshot: SessionSnapshot;
  /** Changes when another session, or none, takes over: answers of an earlier epoch are void. */
  readonly epoch: number;
  /** The token last received, good or not. */
  readonly token: string | null;
  /** The token, unless it has run out. */
  freshToken(): string | null;
  adopt(answer: TokenResponse, cause: RefreshCause | 'sign-in', source: Source): void;
  /** Takes over what is known without having asked; tells nobody but of the change. */
  hydrate(known: KnownSession | null): void;
  end(reason: SignedOutReason, source: Source): void;
  /** A refresh failed without telling anything about the session. */
  keep(error: AuthError): void;
  /** There is no session to restore. */
  vacate(): void;
}

const nobody = { user: null, session: null, expiresIn: 0, accessExpiresAt: 0 };

export function createSessionStore(clock: Clock, events: Emitter<StoreEvents>): SessionStore {
  let snapshot: SessionSnapshot = { ...nobody, status: 'loading' };
  let token: string | null = null;
  let epoch = 0;

  function become(next: SessionSnapshot, nextToken: string | null): void {
    snapshot = Object.freeze(next);
    token = nextToken;
    events.emit('change', {});
  }

  function adopt(known: KnownSession, cause?: RefreshCause | 'sign-in', source?: Source): void {
    const { accessToken = null, expiresIn = 0, user, session } = known;
    const held = snapshot.session;
    const { id, generation } = session;
    if (held?.id === id && generation < held.generation) return;
    const accessExpiresAt = clock.now() + expiresIn * 1000;
    const takesOver = cause === 'sign-in' || (held && held.id !== id);
    if (takesOver) epoch++;
    become({ status: 'authenticated', user, session, expiresIn, accessExpiresAt }, accessToken);
    if (!source) return;
    if (takesOver) events.emit('signed-in', { user, session, source });
    else if (cause) events.emit('refreshed', { generation, expiresIn, source, cause });
  }

  function vacate(): void {
    if (snapshot.status !== 'signed-out') become({ ...nobody, status: 'anonymous' }, null);
  }

  return {
    get snapshot() {
      return snapshot;
    },
    get epoch() {
      return epoch;
    },
    get token() {
      return token;
    },
    freshToken: () => (clock.now() < snapshot.accessExpiresAt ? token : null),
    adopt,
    hydrate(known) {
      if (snapshot.status !== 'loading') return;
      if (known) adopt(known);
      else vacate();
    },
    end(reason, source) {
      epoch++;
      become({ ...nobody, status: 'signed-out', reason }, null);
      events.emit('signed-out', { reason, source });
    },
    keep(error) {
      if (snapshot.status === 'anonymous' || snapshot.status === 'signed-out') return;
      become({ ...snapshot, status: 'stale', error }, token);
      events.emit('stale', { error });
    },
    vacate,
  };
}
