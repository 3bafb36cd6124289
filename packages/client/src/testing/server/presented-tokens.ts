import { type RefreshToken, readRefreshToken } from './tokens.js';

export const cookieName = '__Host-refreshToken';

/** The refresh tokens of a request: the newest generation of each session, the last issued first. */
export function presentedTokens(request: {
  readonly cookie: string;
  readonly body: string;
}): string[] {
  const cookies = request.cookie.split('; ').map((pair) => pair.split('='));
  const fromCookie = cookies.filter(([name]) => name === cookieName).map(([, value]) => value);
  const tokens = [...fromCookie, parseBody(request.body).refreshToken].filter(
    (text): text is string => !!text,
  );
  const newest = new Map<string, { readonly text: string; readonly token: RefreshToken | null }>();
  for (const text of tokens) {
    const token = readRefreshToken(text);
    const key = token?.session ?? text;
    const known = newest.get(key)?.token;
    if (!known || (token && token.generation > known.generation)) newest.set(key, { text, token });
  }
  return [...newest.values()]
    .sort((a, b) => (b.token?.issuedAt ?? 0) - (a.token?.issuedAt ?? 0))
    .map(({ text }) => text);
}

/** The members of a JSON body; none if the body is something else. */
export function parseBody(body: string): Record<string, unknown> {
  try {
    return JSON.parse(body) ?? {};
  } catch {
    return {};
  }
}
