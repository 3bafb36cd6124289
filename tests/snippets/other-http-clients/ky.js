import ky, { HTTPError } from 'ky';

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
/** @type {Promise<void> | undefined} */
let renewal;

export const api = ky.create({
  hooks: {
    beforeRequest: [(request) => request.headers.set('Authorization', `Bearer ${accessToken}`)],
    afterResponse: [
      async (request, _options, response, { retryCount }) => {
        if (response.status !== 401 || retryCount > 0) return response;
        renewal ??= renew().finally(() => {
          renewal = undefined;
        });
        await renewal;
        const headers = new Headers(request.headers);
        headers.set('Authorization', `Bearer ${accessToken}`);
        return ky.retry({ request: new Request(request, { headers }) });
      },
    ],
  },
});

/** @param {{ email: string, password: string }} credentials */
export async function signIn(credentials) {
  // Not through `api`: a wrong password is a 401 as well, and must not start a refresh.
  const response = ky.post('/api/auth/login', { json: credentials });
  ({ accessToken } = await response.json());
}

async function renew() {
  try {
    const response = ky.post('/api/auth/refresh', { timeout: 12_000, retry: 0 });
    ({ accessToken } = await response.json());
  } catch (error) {
    const { code } =
      error instanceof HTTPError ? await error.response.json().catch(() => ({})) : {};
    // Never from the sign-in page itself: that could not end.
    if (over.includes(code) && location.pathname !== '/login') {
      location.assign(`/login?reason=${code}`);
    }
    throw error;
  }
}
