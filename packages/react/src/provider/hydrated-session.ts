import type { AuthClient, Session, User } from '@tandem-auth/client';

/** What a server knows about the person a page is rendered for. */
export interface HydratedSession {
  readonly user: User;
  readonly session: Session;
  readonly accessToken?: string;
  /** Seconds the access token is good for. */
  readonly expiresIn?: number;
}

export interface Hydratable extends AuthClient {
  hydrate?(session: HydratedSession | null): void;
}
