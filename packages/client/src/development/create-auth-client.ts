import type { AuthClient, AuthClientOptions } from '../auth-client.js';
import { createAuthClient as create } from '../create-auth-client.js';
import { type AuthEndpoints, createAuthEndpoints } from '../endpoints/auth-endpoints.js';
import { explainingFetch } from './explaining-fetch.js';

const known = new WeakMap<AuthClient, AuthEndpoints>();

/** The endpoints of a client that was made here. */
export const endpointsOf = (auth: AuthClient): AuthEndpoints | undefined => known.get(auth);

/** Makes the one client an application needs. Does nothing until `start()` or the first call. */
export function createAuthClient(options: AuthClientOptions = {}): AuthClient {
  const { baseURL = '', basePath = '/api/auth', attachTo = [], logger = console } = options;
  const { fetch = globalThis.fetch.bind(globalThis), page = globalThis } = options;
  const endpoints = createAuthEndpoints(baseURL, basePath, attachTo);
  const explaining = explainingFetch(fetch, endpoints, page.location?.origin, logger);
  const auth = create({ ...options, fetch: explaining });
  known.set(auth, endpoints);
  return auth;
}
