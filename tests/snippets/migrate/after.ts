import { createAuthClient } from '@tandem-auth/client';

export class ApiError extends Error {
  readonly status: number;

  constructor(status: number) {
    super(`The server responded ${status}.`);
    this.status = status;
  }
}

export const auth = createAuthClient({ migrateFrom: ['authToken', 'refreshToken'] });

export async function api<T>(path: string, options: RequestInit = {}): Promise<T> {
  const response = await auth.fetch(path, options);
  if (!response.ok) throw new ApiError(response.status);
  return response.json();
}
