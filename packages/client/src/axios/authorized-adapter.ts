import type { AxiosAdapter, AxiosInstance, AxiosResponse } from 'axios';
import type { AuthClient } from '../auth-client.js';

/** Wraps an adapter so that it follows the rules of `auth.fetch`. */
export function authorizedAdapter(
  instance: AxiosInstance,
  auth: AuthClient,
  adapter: AxiosAdapter,
): AxiosAdapter {
  return async (config) => {
    const { headers, data } = config;
    const url = destination(instance.getUri(config));
    if (!url || config.auth || headers.has('authorization')) return adapter(config);

    // Set by the last response. Without one, `send` throws.
    let outcome = {} as () => AxiosResponse;
    const send = auth.authorize(async (_url, init) => {
      const token = new Headers(init?.headers).get('authorization');
      const authorized = headers.concat(token ? { Authorization: token } : null);
      // Responses and errors get logged, so their config must not contain the token.
      const { response, error } = await adapter({ ...config, headers: authorized }).then(
        (response) => ({ response, error: null }),
        (error) => ({ response: error.response, error: Object.assign(error, { config }) }),
      );
      if (!response) throw error;
      response.config = config;
      outcome = () => {
        if (error) throw error;
        return response;
      };
      return facade(response);
    });
    await send(url, {
      signal: config.signal as AbortSignal | null,
      // Only decides whether the request can be repeated.
      body: data,
    });
    return outcome();
  };
}

/** Where axios will send the request; the client's `baseURL` plays no part. */
function destination(uri: string): URL | null {
  const page = globalThis.document?.baseURI ?? globalThis.location?.href;
  return URL.canParse(uri, page) ? new URL(uri, page) : null;
}

/** The part of a response that decides about a refresh. A stream is left to the caller to read. */
function facade({ status, headers, data }: AxiosResponse): Response {
  return status === 401 && !isStream(data)
    ? new Response(data, { status, headers: headers as HeadersInit })
    : new Response();
}

/** A stream of Node.js or of the Web. */
function isStream(body: unknown): boolean {
  const { pipe, getReader } = Object(body);
  return Boolean(pipe ?? getReader);
}
