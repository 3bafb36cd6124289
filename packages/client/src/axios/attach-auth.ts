import { type AxiosAdapter, type AxiosInstance, getAdapter } from 'axios';
import type { AuthClient } from '../auth-client.js';
import { authorizedAdapter } from './authorized-adapter.js';

/**
 * Gives an axios instance `auth.fetch`'s rules: the access token goes to the client's origins, a
 * refused one is renewed and the request repeated once, one refresh serves everybody. Works below
 * all interceptors and with every adapter (`xhr` with its upload progress, `fetch`, `http`): they
 * see the final answer only. The client's errors (`TransientError` ...) arrive as they are, every
 * other one is axios's own. A request with `auth` or an `Authorization` of its own is left alone.
 *
 * @returns The way to detach.
 */
export function attachAuth(instance: AxiosInstance, auth: AuthClient): () => void {
  const ours = new WeakSet<AxiosAdapter>();
  const id = instance.interceptors.request.use(
    (config) => {
      const adapter = getAdapter(config.adapter, config);
      // Whoever sends `error.config` again sends one that has been here.
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
