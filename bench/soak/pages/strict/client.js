import { api, apiWithRefresh, onSignOut } from './api.js';

/** A hand-written client: signed in is who has a token in the local storage. */
export function createClient({ signedOut }) {
  const signedIn = () => localStorage.getItem('authToken') !== null;
  onSignOut(signedOut);
  return {
    signedIn,
    open: async () => signedIn(),
    get: (path) => apiWithRefresh(path),
    async signIn(credentials) {
      const body = JSON.stringify(credentials);
      const { accessToken } = await api('/api/auth/login', { method: 'POST', body });
      localStorage.setItem('authToken', accessToken);
    },
  };
}
