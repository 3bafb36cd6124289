import type { Clock } from '../clock.js';
import type { AuthError } from '../errors/auth-error.js';
import type { SignedOutReason } from '../errors/codes.js';
import type { AdoptionCause, AuthEvents, RefreshCause, Source } from '../events/auth-events.js';
import type { Emitter } from '../events/emitter.js';
import type { KnownSession, TokenResponse } from '../responses/token-response.js';
import type { SessionSnapshot } from './session-snapshot.js';

export interface StoreEvents extends AuthEvents {
  change: object;
}

/** Holds the access token and the state of the session, and emits events when they change. */
export interface SessionStore {
  readonly snapshot: SessionSnapshot;
  /** Changes when somebody signs in or the session ends. Responses to an earlier epoch are ignored. */
  readonly epoch: number;
  /** The token received last, valid or not. */
  readonly token: string | null;
  /** Milliseconds since the token was received. */
  tokenAge(): number;
  /** The token, if it has not expired. */
  freshToken(): string | null;
  adopt(tokens: TokenResponse, cause: AdoptionCause, source: Source): void;
  /** Takes over a session that is known without a request. Emits `change` only. */
  hydrate(known: KnownSession | null): void;
  end(reason: SignedOutReason, source: Source, error?: AuthError): void;
  /** A refresh failed and proved nothing about the session. */
  fail(error: AuthError): void;
  /** There is no session to restore. */
  clear(): void;
}

const noSession = { user: null, session: null, expiresIn: 0, accessExpiresAt: 0 };

export function createSessionStore(clock: Clock, events: Emitter<StoreEvents>): SessionStore {
  let snapshot: SessionSnapshot = { ...noSession, status: 'loading' };
  let token: string | null = null;
  let epoch = 0;

  function update(next: SessionSnapshot, nextToken: string | null): void {
    snapshot = Object.freeze(next);
    token = nextToken;
    events.emit('change', {});
  }

  function adopt(known: KnownSession, cause?: AdoptionCause, source?: Source): void {
    const { accessToken = null, expiresIn = 0, user, session } = known;
    const held = snapshot.session;
    const { id, generation } = session;
    const accessExpiresAt = clock.now() + expiresIn * 1000;
    const isSignIn = cause === 'sign-in' || (held && held.id !== id);
    if (cause === 'sign-in') epoch++;
    update({ status: 'authenticated', user, session, expiresIn, accessExpiresAt }, accessToken);
    if (!source) return;
    if (isSignIn) events.emit('signed-in', { user, session, source });
    else events.emit('refreshed', { generation, expiresIn, source, cause: cause as RefreshCause });
  }

  function clear(): void {
    if (snapshot.status !== 'signed-out') update({ ...noSession, status: 'anonymous' }, null);
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
    tokenAge: () => clock.now() - snapshot.accessExpiresAt + snapshot.expiresIn * 1000,
    freshToken: () => (clock.now() < snapshot.accessExpiresAt ? token : null),
    adopt,
    hydrate(known) {
      if (snapshot.status !== 'loading') return;
      if (known) adopt(known);
      else clear();
    },
    end(reason, source, error) {
      epoch++;
      update({ ...noSession, status: 'signed-out', reason, error }, null);
      events.emit('signed-out', { reason, source });
    },
    fail(error) {
      if (snapshot.status === 'anonymous' || snapshot.status === 'signed-out') return;
      update({ ...snapshot, status: 'stale', error }, token);
      events.emit('stale', { error });
    },
    clear,
  };
}
