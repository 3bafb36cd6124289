import { request } from './request.js';

export interface Person {
  readonly id: string;
  readonly email: string;
  readonly displayName: string | null;
  readonly roles: readonly string[];
  readonly status: string;
}

export function listUsers(signal: AbortSignal): Promise<readonly Person[]> {
  return request('/api/users', { signal });
}

export function deleteUser(id: string): Promise<void> {
  return request(`/api/users/${encodeURIComponent(id)}`, { method: 'DELETE' });
}
