export type { AuthClient, AuthClientOptions } from './auth-client.js';
export type { Clock } from './clock.js';
export { createAuthClient } from './create-auth-client.js';
export type { Delivery } from './endpoints/post.js';
export {
  AuthError,
  ConfigurationError,
  isAuthError,
  isTransient,
  ProblemError,
  TransientError,
} from './errors/auth-error.js';
export {
  type AuthErrorCode,
  type ClientErrorCode,
  type DefinitiveCode,
  definitiveCodes,
  type ErrorCode,
  isDefinitive,
  type SignedOutReason,
} from './errors/codes.js';
export type { AuthEvents, RefreshCause, Source } from './events/auth-events.js';
export type { Logger, Timed } from './events/emitter.js';
export type { Page } from './page.js';
export type { Diagnosis, Problem } from './responses/problem.js';
export type { KnownSession, Session, TokenResponse, User } from './responses/token-response.js';
export { type ReturnToOptions, safeReturnTo } from './safe-return-to.js';
export type { SessionSnapshot } from './session/session-snapshot.js';
export type { TokenStore } from './session/token-store.js';
export type { Credentials } from './sign-in/sign-in.js';
export type { CrossTab, TabChannel } from './tabs/cross-tab.js';
