// The same with the two cures that are found next: one refresh at a time in a tab, which all its requests wait for, and
// a failed connection is tried again instead of signing out.
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

let refreshing;
function refresh() {
  refreshing ??= refreshOnce().finally(() => {
    refreshing = undefined;
  });
  return refreshing;
}

async function refreshOnce() {
  try {
    const { accessToken } = await api('/api/auth/refresh', {
      method: 'POST',
      credentials: 'include', // the httpOnly cookie goes along
    });
    localStorage.setItem('authToken', accessToken);
  } catch (error) {
    if (error instanceof ApiError && error.status === 401) signOut(`refused ${error.status}`);
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
