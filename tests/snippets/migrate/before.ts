export class ApiError extends Error {
  readonly status: number;

  constructor(status: number) {
    super(`The server responded ${status}.`);
    this.status = status;
  }
}

const setAuthToken = (token: string) => localStorage.setItem('authToken', token);

async function api<T>(path: string, options: RequestInit = {}): Promise<T> {
  const headers = new Headers(options.headers);
  headers.set('Authorization', `Bearer ${localStorage.getItem('authToken')}`);
  const response = await fetch(path, { ...options, headers });
  if (!response.ok) throw new ApiError(response.status);
  return response.json();
}

export async function apiWithRefresh<T>(path: string, options: RequestInit = {}): Promise<T> {
  try {
    return await api<T>(path, options);
  } catch (error) {
    if (error instanceof ApiError && error.status === 401) {
      const refreshed = await api<{ accessToken: string }>('/api/auth/refresh', {
        method: 'POST',
        credentials: 'include',
      });
      setAuthToken(refreshed.accessToken);
      return api<T>(path, options);
    }
    throw error;
  }
}
