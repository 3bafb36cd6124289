/** The contents of the store, as JSON. */
export interface KeptToken {
  readonly refreshToken: string;
  readonly sessionId: string;
  readonly generation: number;
  /** The person has signed out, and the server has not been told yet. */
  readonly ended?: boolean;
}

/** The refresh token of a response; null if it has none, and the stored one has to be kept. */
export function takeToken(body: unknown): KeptToken | null {
  const { refreshToken, session } = (body ?? {}) as {
    refreshToken?: unknown;
    session?: { id?: unknown; generation?: unknown };
  };
  const { id: sessionId, generation } = session ?? {};
  return typeof refreshToken === 'string' &&
    typeof sessionId === 'string' &&
    typeof generation === 'number'
    ? { refreshToken, sessionId, generation }
    : null;
}

/** Parses the contents of the store; null if no version of this package wrote them. */
export function parseKept(value: string | null): KeptToken | null {
  if (value === null) return null;
  try {
    const { refreshToken, sessionId, generation, ended } = JSON.parse(value);
    const token = takeToken({ refreshToken, session: { id: sessionId, generation } });
    return token && { ...token, ended: ended === true };
  } catch {
    return null;
  }
}
