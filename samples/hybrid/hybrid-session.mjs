/**
 * Cookie first, body as the fallback: the same code for pages, Electron and mobile apps. Where the cookie does not arrive, the refresh token
 * from the body is sent instead. Everything that can read `storage` can read that token: if a page can use the cookie, it should use only that.
 */
export class HybridSession {
  #api;
  #storage;
  #fetch;

  /**
   * @param {string} api Base address of the endpoints, such as https://api.example.com/api/auth
   * @param {{ getItem(key: string): string | null, setItem(key: string, value: string): void, removeItem(key: string): void }} storage
   *   localStorage in a page; the system's store for secrets in an app.
   */
  constructor(api, storage, fetcher = globalThis.fetch.bind(globalThis)) {
    this.#api = api;
    this.#storage = storage;
    this.#fetch = fetcher;
  }

  /** Signs in. Returns the access token. */
  async signIn(email, password) {
    const response = await this.#fetch(`${this.#api}/login`, {
      method: 'POST',
      credentials: 'include',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ email, password, delivery: 'both' }),
    });
    return this.#keep(response);
  }

  /** Renews the access token with the cookie or, if that fails, with the stored refresh token. */
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

  /** Signs out with the cookie and with the stored token. */
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
    const body = await response.json();
    if (!response.ok) throw new Error(`${body.code}: ${body.detail}`);
    // The new refresh token must be stored before the access token is used.
    if (body.refreshToken) this.#storage.setItem('refreshToken', body.refreshToken);
    return body.accessToken;
  }
}
