// What people write themselves: each refused request makes a refresh of its own. Here to show that the laboratory notices.
export function createAuthClient() {
  let token = null;
  let session = null;
  let user = null;
  const listeners = new Set();
  const post = (path, body) =>
    fetch(`/api/auth/${path}`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
  async function adopt(answer) {
    const tokens = answer.ok ? await answer.json() : {};
    token = tokens.accessToken ?? null;
    session = tokens.session ?? null;
    user = tokens.user ?? null;
    for (const listener of listeners) listener();
  }
  const send = (url) => fetch(url, token ? { headers: { authorization: `Bearer ${token}` } } : {});
  return {
    subscribe: (listener) => listeners.add(listener),
    getSession: () => ({ status: token ? 'authenticated' : 'signed-out', session, user }),
    start: async () => adopt(await post('refresh', {})),
    signIn: async (credentials) => adopt(await post('login', credentials)),
    refresh: async () => adopt(await post('refresh', {})),
    async fetch(url) {
      const answer = await send(url);
      if (answer.status !== 401) return answer;
      await adopt(await post('refresh', {}));
      return send(url);
    },
  };
}
