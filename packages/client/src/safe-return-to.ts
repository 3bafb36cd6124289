export interface ReturnToOptions {
  /** Where to go if the value is refused. Default `/`. */
  readonly fallback?: string;
  /** The origin that the address has to belong to. Default: the page's own. */
  readonly origin?: string;
}

/** Longest address accepted, in characters. */
const longest = 2_048;

// biome-ignore lint/suspicious/noControlCharactersInRegex: the pattern looks for them.
const suspicious = /[\u0000-\u001f\u007f\\]|^\s*\/\//;

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
  if (!value || value.length > longest || suspicious.test(value)) return fallback;
  const [path = ''] = value.split(/[?#]/);
  // Whoever is on the way may resolve before decoding, or only decode.
  if (![true, false].every((resolves) => staysWithin(origin, path, resolves))) return fallback;
  const url = new URL(value, origin);
  return url.pathname + url.search + url.hash;
}

function staysWithin(origin: string, path: string, resolves: boolean): boolean {
  if (suspicious.test(path) || !URL.canParse(path, origin)) return false;
  const url = new URL(path, origin);
  // "/.//host" is a path of this origin, but becomes "//host" when serialised. blob: has no path.
  if (url.origin !== origin || !/^\/(?!\/)/.test(url.pathname)) return false;
  const next = resolves ? url.pathname : path;
  // All of ASCII but what a path has encoded only.
  const decoded = next.replace(/%(?!2[023]|3[cef]|5e|60|7[bd])[0-7][\da-f]/gi, decodeURIComponent);
  return decoded === next || staysWithin(origin, decoded, resolves);
}
