export interface ReturnToOptions {
  /** Where to go if the value is refused. Default `/`. */
  readonly fallback?: string;
  /** The origin that the address has to belong to. Default: the page's own. */
  readonly origin?: string;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: the pattern looks for them.
const suspicious = /[\u0000-\u001f\u007f\\]|^\s*\/\//;

/**
 * The path, query and hash of a return address within this origin, or the fallback. The result
 * always starts with a single `/`. The server validates it again.
 */
export function safeReturnTo(
  value: string | null | undefined,
  options: ReturnToOptions = {},
): string {
  const { fallback = '/', origin = globalThis.location?.origin ?? 'http://page.invalid' } = options;
  if (!value || suspicious.test(value) || !URL.canParse(value, origin)) return fallback;
  const url = new URL(value, origin);
  const path = url.pathname + url.search + url.hash;
  // "/.//host" is a path of this origin, but becomes "//host" when serialised. blob: has no path.
  return url.origin === origin && /^\/(?!\/)/.test(path) ? path : fallback;
}
