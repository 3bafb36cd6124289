import axios, { isAxiosError } from 'axios';
import { createAuthRefresh } from 'axios-auth-refresh';

/** The codes of a refused refresh that end the session. After any other failure, try again later. */
const over = [
  'refresh_token_missing',
  'refresh_token_invalid',
  'refresh_token_expired',
  'refresh_token_reused',
  'session_revoked',
  'session_unknown',
];

let accessToken = '';

export const api = axios.create();
api.interceptors.request.use((config) => {
  config.headers.setAuthorization(`Bearer ${accessToken}`);
  return config;
});
// There is one renewal at a time either way. With `true`, the default, requests that are refused
// during the renewal fail: those that were in flight when the token expired.
createAuthRefresh(api, renew, { deduplicateRefresh: false });

/** @param {{ email: string, password: string }} credentials */
export async function signIn(credentials) {
  // Not through `api`: a wrong password is a 401 as well, and must not start a refresh.
  const { data } = await axios.post('/api/auth/login', credentials);
  accessToken = data.accessToken;
}

async function renew() {
  try {
    const { data } = await axios.post('/api/auth/refresh', null, { timeout: 12_000 });
    accessToken = data.accessToken;
  } catch (error) {
    const code = isAxiosError(error) ? error.response?.data?.code : undefined;
    // Never from the sign-in page itself: that could not end.
    if (over.includes(code) && location.pathname !== '/login') {
      location.assign(`/login?reason=${code}`);
    }
    throw error;
  }
}
