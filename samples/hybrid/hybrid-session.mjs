/**
 * Cookie first, body as the fallback: one piece of code for pages, Electron and mobile apps. Wherever the cookie does not arrive, the refresh
 * token that came in the body is sent instead. Whoever can read `storage` can read it: a page keeps the cookie alone if it can.
 */
export class HybridSession {
  #api;
  #storage;
  #fetch;

  /**
   * @param {string} api Base address of the endpoints, such as https://api.example.com/api/auth
   * @param {{ getItem(key: string): string | null, setItem(key: string, value: string): void, removeItem(key: string): void }} storage
   *   localStorage in a page; in an app what the system keeps secrets in.
   */
  constructor(api, storage, fetcher = globalThis.fetch.bind(globalThis)) {
    this.#api = api;
    this.#storage = storage;
    this.#fetch = fetcher;
  }

  /** Signs in; answers the access token. */
  async signIn(email, password) {
    const response = await this.#fetch(`${this.#api}/login`, {
      method: 'POST',
      credentials: 'include',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ email, password, delivery: 'both' }),
    });
    return this.#keep(response);
  }

  /** Renews the access token: by the cookie, and where that fails by the token that is stored. */
  async refresh() {
    try {
      const response = await this.#fetch(`${this.#api}/refresh`, {
        method: 'POST',
        credentials: 'include',
      });
      if (response.ok) return await this.#keep(response);
    } catch (error) {
      console.warn('The cookie cannot be used here, trying the stored token:', error.message);
    }

    const refreshToken = this.#storage.getItem('refreshToken');
    if (!refreshToken) throw new Error('Nobody is signed in.');
    const response = await this.#fetch(`${this.#api}/refresh`, {
      method: 'POST',
      body: JSON.stringify({ refreshToken }),
    });
    return this.#keep(response);
  }

  /** Signs out, by both. */
  async signOut() {
    const refreshToken = this.#storage.getItem('refreshToken');
    await this.#fetch(`${this.#api}/logout`, {
      method: 'POST',
      credentials: 'include',
      body: refreshToken ? JSON.stringify({ refreshToken }) : undefined,
    });
    this.#storage.removeItem('refreshToken');
  }

  async #keep(response) {
    const answer = await response.json();
    if (!response.ok) throw new Error(`${answer.code}: ${answer.detail}`);
    // The next token must be on the disk before it is used: write first, then go on.
    if (answer.refreshToken) this.#storage.setItem('refreshToken', answer.refreshToken);
    return answer.accessToken;
  }
}
