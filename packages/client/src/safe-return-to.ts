export interface ReturnToOptions {
  /** Where to go when the value is refused. Default `/`. */
  readonly fallback?: string;
  /** The origin that may be returned to. Default: the page's own. */
  readonly origin?: string;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
const suspicious = /[\u0000-\u001f\u007f\\]|^\s*\/\//;

/**
 * The path, query and hash of a return address within this origin, or the fallback. What comes
 * back always starts with a single `/`. The server validates again.
 */
export function safeReturnTo(
  value: string | null | undefined,
  options: ReturnToOptions = {},
): string {
  const { fallback = '/', origin = globalThis.location?.origin ?? 'http://page.invalid' } = options;
  if (!value || suspicious.test(value) || !URL.canParse(value, origin)) return fallback;
  const url = new URL(value, origin);
  const path = url.pathname + url.search + url.hash;
  // "/.//host" is a path of this origin until it is written out again; blob: has no path at all.
  return url.origin === origin && /^\/(?!\/)/.test(path) ? path : fallback;
}
