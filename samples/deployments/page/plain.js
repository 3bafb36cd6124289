/**
 * The least a page has to do without a library: one call at a time, in one tab. `credentials: 'include'` stands at
 * sign-in too, or the browser does not store the cookie of another origin.
 */
export function createPlainClient({ baseURL = '', basePath, fetch }) {
  let accessToken = null;
  let status = 'loading';

  async function post(path, body) {
    const response = await fetch(`${baseURL}${basePath}/${path}`, {
      method: 'POST',
      credentials: 'include',
      ...(body && {
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
    });
    const answer = response.status === 204 ? null : await response.json();
    if (!response.ok) throw new Error(answer.code);
    return answer;
  }

  async function refresh() {
    ({ accessToken } = await post('refresh'));
    status = 'authenticated';
  }

  const call = (url) => fetch(url, { headers: { authorization: `Bearer ${accessToken}` } });

  return {
    getSession: () => ({ status }),
    subscribe() {},
    start: () =>
      refresh().catch(() => {
        status = 'anonymous';
      }),
    async signIn(credentials) {
      ({ accessToken } = await post('login', credentials));
      status = 'authenticated';
    },
    async fetch(url) {
      const response = await call(url);
      if (response.status !== 401) return response;
      await refresh();
      return call(url);
    },
    async signOut() {
      await post('logout');
      accessToken = null;
      status = 'signed-out';
    },
  };
}
