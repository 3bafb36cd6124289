// What is pasted into projects: on 401 refresh with the cookie and repeat; when that fails, sign out.
class ApiError extends Error {
  constructor(status) {
    super(`HTTP ${status}`);
    this.status = status;
  }
}

let toLogin = () => {};
export function onSignOut(listener) {
  toLogin = listener;
}

function signOut(reason) {
  localStorage.removeItem('authToken');
  toLogin(reason);
}

export async function api(path, options = {}) {
  const token = localStorage.getItem('authToken');
  const response = await fetch(path, {
    credentials: 'include',
    ...options,
    headers: {
      'Content-Type': 'application/json',
      ...(token ? { Authorization: `Bearer ${token}` } : {}),
    },
  });
  if (!response.ok) throw new ApiError(response.status);
  return response.json();
}

async function refresh() {
  try {
    const { accessToken } = await api('/api/auth/refresh', {
      method: 'POST',
      credentials: 'include', // the httpOnly cookie goes along
    });
    localStorage.setItem('authToken', accessToken);
  } catch (error) {
    signOut(error instanceof ApiError ? `refused ${error.status}` : 'network');
    throw error;
  }
}

export async function apiWithRefresh(path, options = {}) {
  try {
    return await api(path, options);
  } catch (error) {
    if (!(error instanceof ApiError) || error.status !== 401) throw error;
    await refresh();
    return api(path, options);
  }
}
