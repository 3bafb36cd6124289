import type { RotationOutcome } from './rotation.js';

/** What the fake server did, oldest first in `FakeServer.log`. */
export interface ServerEvent {
  /** Server time in milliseconds since 1970. */
  readonly at: number;
  /** The outcome of a refresh, or what happened to a session. */
  readonly type: RotationOutcome | 'signed_in' | 'signed_out' | 'revoked' | 'refresh_token_reused';
  readonly session: string;
  /** The user of the session. */
  readonly user: string;
  /** The generation of the response, if it has one. */
  readonly generation?: number;
}

/** A request that the fake server received. */
export interface Received {
  /** Also the `X-Request-Id` of the response. */
  readonly id: string;
  readonly at: number;
  readonly method: string;
  readonly path: string;
  readonly headers: Headers;
  readonly body: string;
}
