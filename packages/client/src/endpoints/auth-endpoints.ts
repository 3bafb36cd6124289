/** Endpoints that take no access token: a refresh on their behalf would be pointless or circular. */
const tokenless =
  /^\/(login|refresh|logout|register|token|external|email|password\/(forgot|reset))(?![\w-])/;

/** Where the server is, and where its access tokens may go. */
export interface AuthEndpoints {
  url(path: string): string;
  /** Resolves what an application passes to `fetch`: relative addresses belong to the server. */
  resolve(address: string | URL): URL;
  /** Whether a request to this address may carry the access token. */
  attaches(url: URL): boolean;
}

export function createAuthEndpoints(
  baseURL: string,
  basePath: string,
  attachTo: readonly string[],
): AuthEndpoints {
  // Without a page (server rendering) and without a baseURL there is nowhere to send to.
  const page = globalThis.location?.origin ?? 'http://page.invalid';
  const { origin, href } = new URL(baseURL.replace(/\/+$/, '') + basePath, page);
  const origins = [origin, ...attachTo.map((entry) => new URL(entry).origin)];
  return {
    url: (path) => `${href}/${path}`,
    resolve: (address) => new URL(address, origin),
    attaches: (url) =>
      // The origin of a URL that has none is the string "null", which must match nothing.
      url.origin !== 'null' &&
      origins.includes(url.origin) &&
      !(url.href.startsWith(href) && tokenless.test(url.href.slice(href.length))),
  };
}
