export interface ReturnToOptions {
  /** Where to go if the value is refused. Default `/`. */
  readonly fallback?: string;
  /** The origin that the address has to belong to. Default: the page's own. */
  readonly origin?: string;
}

/** Longest address accepted, in characters. */
const longest = 2_048;

// biome-ignore lint/suspicious/noControlCharactersInRegex: the pattern looks for them.
const suspicious = /[\0-\x1f\x7f\\]/;

// "/.//host" is a path of this origin, but becomes "//host" when it is serialised, and dot segments that
// only decoding shows can do the same. blob: has no path.
const local = /^\/(?!\/|(.*\/)?\.\.?(\/|$))/;

/**
 * The path, query and hash of a return address within this origin, or the fallback. The result
 * always starts with a single `/`, also for whoever decodes it on the way. The server validates it
 * again, by the same rules.
 */
export function safeReturnTo(
  value: string | null | undefined,
  options: ReturnToOptions = {},
): string {
  const { fallback = '/', origin = globalThis.location?.origin ?? 'http://page.invalid' } = options;
  if (!value || value.length > longest || !URL.canParse(value, origin)) return fallback;
  const url = new URL(value, origin);
  let path = url.pathname;
  let encoded: string;
  do {
    encoded = path;
    path = encoded.replace(/%[0-7][\da-f]/gi, decodeURIComponent);
  } while (encoded !== path);
  return url.origin === origin && local.test(path) && !suspicious.test(value + path)
    ? url.pathname + url.search + url.hash
    : fallback;
}
