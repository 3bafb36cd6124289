import type { AxiosAdapter, AxiosInstance, AxiosResponse } from 'axios';
import type { AuthClient } from '../auth-client.js';

/** The adapter with `auth`'s rules around it: to them it is a transport as `fetch` is. */
export function authorizedAdapter(
  instance: AxiosInstance,
  auth: AuthClient,
  adapter: AxiosAdapter,
): AxiosAdapter {
  return async (config) => {
    const { headers, data } = config;
    const url = destination(instance.getUri(config));
    if (!url || config.auth || headers.has('authorization')) return adapter(config);

    // Set by the last answer; without one, `send` throws.
    let outcome = {} as () => AxiosResponse;
    const send = auth.authorize(async (_url, init) => {
      const token = new Headers(init?.headers).get('authorization');
      const authorized = headers.concat(token ? { Authorization: token } : null);
      // Answers and errors get logged: the token is not to be in what they carry.
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
      // What this says of the body: whether it can be sent again.
      body: isStream(data) ? new ReadableStream() : null,
    });
    return outcome();
  };
}

/** Where axios will send it, which is not for the client's `baseURL` to say. */
function destination(uri: string): URL | null {
  const page = globalThis.document?.baseURI ?? globalThis.location?.href;
  return URL.canParse(uri, page) ? new URL(uri, page) : null;
}

/** As much of an answer as decides about a refresh. A stream is the caller's to read. */
function facade({ status, headers, data }: AxiosResponse): Response {
  return status === 401 && !isStream(data)
    ? new Response(data, { status, headers: headers as HeadersInit })
    : new Response();
}

/** Node's or the Web's. */
function isStream(body: unknown): boolean {
  const { pipe, getReader } = Object(body);
  return Boolean(pipe ?? getReader);
}
