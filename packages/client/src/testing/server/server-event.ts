import type { RotationOutcome } from './rotation.js';

/** What the fake server did, oldest first in `FakeServer.log`. */
export interface ServerEvent {
  /** Server time in milliseconds since 1970. */
  readonly at: number;
  /** The outcome of a refresh, or what happened to a session. */
  readonly type: RotationOutcome | 'signed_in' | 'signed_out' | 'revoked' | 'refresh_token_reused';
  readonly session: string;
  /** Whose session it is. */
  readonly user: string;
  /** The generation answered with; absent where there is none. */
  readonly generation?: number;
}

/** A request as it reached the fake server. */
export interface Received {
  /** Also the answer's `X-Request-Id`. */
  readonly id: string;
  readonly at: number;
  readonly method: string;
  readonly path: string;
  readonly headers: Headers;
  readonly body: string;
}
