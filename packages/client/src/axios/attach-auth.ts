import { type AxiosAdapter, type AxiosInstance, getAdapter } from 'axios';
import type { AuthClient } from '../auth-client.js';
import { authorizedAdapter } from './authorized-adapter.js';

/**
 * Applies the rules of `auth.fetch` to an axios instance: the access token goes to the client's
 * origins, a refused token is renewed and the request repeated once, all requests share one refresh.
 * Works with every adapter (`xhr` with its upload progress, `fetch`, `http`). Interceptors see the
 * final response only. Errors of the client (`TransientError` ...) are thrown unchanged; all others
 * are axios's own. A request with `auth` or its own `Authorization` header is not changed.
 *
 * @returns A function that detaches.
 */
export function attachAuth(instance: AxiosInstance, auth: AuthClient): () => void {
  const ours = new WeakSet<AxiosAdapter>();
  const id = instance.interceptors.request.use(
    (config) => {
      const adapter = getAdapter(config.adapter, config);
      // A config that is sent again, such as `error.config`, has our adapter already.
      if (!ours.has(adapter)) {
        config.adapter = authorizedAdapter(instance, auth, adapter);
        ours.add(config.adapter);
      }
      return config;
    },
    null,
    { synchronous: true },
  );
  return () => instance.interceptors.request.eject(id);
}
