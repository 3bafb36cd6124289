import { auth } from '../auth.js';
import { readError } from './api-error.js';

/** Sends a request to the CRM's API. The client adds the access token. */
export async function request<T>(path: string, init?: RequestInit): Promise<T> {
  const response = await auth.fetch(path, init);
  if (!response.ok) throw await readError(response);
  return (response.status === 204 ? undefined : await response.json()) as T;
}
