/** Endpoints that take no access token. A refresh for their sake would be pointless or circular. */
const tokenless =
  /^\/(login|refresh|logout|register|token|external|email|password\/(forgot|reset))(?![\w-])/;

/** The addresses of the auth endpoints, and the origins that may receive access tokens. */
export interface AuthEndpoints {
  url(path: string): string;
  /** Resolves an address passed to `fetch`. Relative ones are resolved against the server. */
  resolve(address: string | URL): URL;
  /** Whether a request to this address may carry the access token. */
  attaches(url: URL): boolean;
}

export function createAuthEndpoints(
  baseURL: string,
  basePath: string,
  attachTo: readonly string[],
): AuthEndpoints {
  // Without a page (server rendering) and without a baseURL there is no server to send to.
  const page = globalThis.location?.origin ?? 'http://page.invalid';
  const { origin, href } = new URL(baseURL.replace(/\/+$/, '') + basePath, page);
  const origins = [origin, ...attachTo.map((entry) => new URL(entry).origin)];
  return {
    url: (path) => `${href}/${path}`,
    resolve: (address) => new URL(address, origin),
    attaches: (url) =>
      // A URL without an origin has the string "null" as its origin. That must match nothing.
      url.origin !== 'null' &&
      origins.includes(url.origin) &&
      !(url.href.startsWith(href) && tokenless.test(url.href.slice(href.length))),
  };
}
