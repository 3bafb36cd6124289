/** Tokens of the fake server are plain text. It checks them against its sessions, not by a signature. */
export interface AccessToken {
  readonly session: string;
  readonly generation: number;
  /** Server time in milliseconds. */
  readonly issuedAt: number;
  /** Counts the access tokens of this server. */
  readonly serial: number;
}

export interface RefreshToken {
  readonly session: string;
  readonly generation: number;
  /** Server time in milliseconds. */
  readonly issuedAt: number;
  /** Server time in milliseconds. */
  readonly expiresAt: number;
}

export function writeAccessToken(token: AccessToken): string {
  return ['access', token.session, token.generation, token.issuedAt, token.serial].join('.');
}

export function readAccessToken(text: string): AccessToken | null {
  const [kind, session = '', generation, issuedAt, serial] = text.split('.');
  if (kind !== 'access' || !serial) return null;
  return {
    session,
    generation: Number(generation),
    issuedAt: Number(issuedAt),
    serial: Number(serial),
  };
}

export function writeRefreshToken(token: RefreshToken): string {
  const { session, generation, issuedAt, expiresAt } = token;
  return ['refresh', session, generation, issuedAt, expiresAt].join('.');
}

export function readRefreshToken(text: string): RefreshToken | null {
  const [kind, session = '', generation, issuedAt, expiresAt] = text.split('.');
  if (kind !== 'refresh' || !expiresAt) return null;
  return {
    session,
    generation: Number(generation),
    issuedAt: Number(issuedAt),
    expiresAt: Number(expiresAt),
  };
}
