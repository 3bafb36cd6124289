/** What is kept in the store, as JSON. */
export interface KeptToken {
  readonly refreshToken: string;
  readonly sessionId: string;
  readonly generation: number;
  /** The person has signed out, and the server has not heard of it. */
  readonly ended?: boolean;
}

/** The refresh token of an answer; null when it has none, which means: keep the one there is. */
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

/** What was kept; null for what no version of this package has written. */
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
