// As `/axios`, while an application is developed.
import type { AxiosInstance } from 'axios';
import type { AuthClient } from '../auth-client.js';
import { attachAuth as attach } from '../axios/attach-auth.js';
import { endpointsOf } from './create-auth-client.js';

export function attachAuth(instance: AxiosInstance, auth: AuthClient): () => void {
  const page = globalThis.location?.origin;
  const base = instance.defaults.baseURL ?? '';
  const endpoints = endpointsOf(auth);
  if (endpoints && URL.canParse(base, page)) {
    const { origin } = new URL(base, page);
    const server = new URL(endpoints.url('')).origin;
    if (!endpoints.attaches(new URL(origin))) {
      console.warn(
        `Tandem: this axios instance sends to ${origin}, and no access token goes there: the client's server is ${server}. ` +
          `Give both the same baseURL, or createAuthClient attachTo: ['${origin}'].`,
      );
    }
  }
  return attach(instance, auth);
}
