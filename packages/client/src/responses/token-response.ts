/** The person who is signed in. */
export interface User {
  readonly id: string;
  readonly email: string;
  readonly emailVerified: boolean;
  readonly displayName: string | null;
  readonly roles: readonly string[];
}

export interface Session {
  readonly id: string;
  /** Grows by one with every refresh. */
  readonly generation: number;
  readonly createdAt: string;
  /** When the session ends if it is not used. */
  readonly expiresAt: string;
}

/** What a sign-in or a refresh returns. Kept in memory only. */
export interface TokenResponse {
  readonly accessToken: string;
  /** Lifetime of the access token in seconds, counted from receipt. */
  readonly expiresIn: number;
  readonly user: User;
  readonly session: Session;
}

/** A session that is known without a refresh, with its access token if that is known as well. */
export type KnownSession = Pick<TokenResponse, 'user' | 'session'> & Partial<TokenResponse>;

/** Picks what the client needs from a body; null if anything is missing. */
export function parseTokenResponse(body: unknown): TokenResponse | null {
  const { accessToken, expiresIn, user, session } = (body ?? {}) as Partial<TokenResponse>;
  const complete =
    typeof accessToken === 'string' &&
    accessToken &&
    typeof expiresIn === 'number' &&
    expiresIn > 0 &&
    user?.id &&
    Array.isArray(user.roles) &&
    session?.id &&
    Number.isSafeInteger(session.generation);
  return complete ? { accessToken, expiresIn, user, session } : null;
}
