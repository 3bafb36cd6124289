/**
 * Cookie first, body as the fallback: the same code for pages, Electron and mobile apps. Where the cookie does not arrive, the refresh token
 * from the body is sent instead. Everything that can read `storage` can read that token: if a page can use the cookie, it should use only that.
 */
export class HybridSession {
  #api;
  #storage;
  #fetch;
  #refreshing;

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
    await this.#settled();
    const response = await this.#post('login', {
      credentials: 'include',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ email, password, delivery: 'both' }),
    });
    return this.#keep(response);
  }

  /** Renews the access token with the cookie or, if that fails, with the stored refresh token. All callers share one refresh. */
  refresh() {
    this.#refreshing ??= this.#refresh().finally(() => {
      this.#refreshing = undefined;
    });
    return this.#refreshing;
  }

  /** Signs out with the cookie and with the stored token. */
  async signOut() {
    await this.#settled();
    const refreshToken = this.#storage.getItem('refreshToken');
    await this.#post('logout', {
      credentials: 'include',
      body: refreshToken ? JSON.stringify({ refreshToken }) : undefined,
    });
    this.#storage.removeItem('refreshToken');
    this.#storage.removeItem('refreshTokenOf');
  }

  async #refresh() {
    try {
      const response = await this.#post('refresh', { credentials: 'include' });
      // 401 and 403 speak of the cookie only. A busy server is busy for the stored token as well.
      if (response.status !== 401 && response.status !== 403) return await this.#keep(response);
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
      console.warn('The cookie cannot be used here, trying the stored token:', error.message);
    }

    // Read now, because another tab may have stored a newer one.
    const refreshToken = this.#storage.getItem('refreshToken');
    if (!refreshToken) throw new Error('Nobody is signed in.');
    return this.#keep(await this.#post('refresh', { body: JSON.stringify({ refreshToken }) }));
  }

  /** Sends a request, which is aborted after 12 s: well below the server's leeway of 30 s. */
  #post(name, init) {
    const signal = AbortSignal.timeout(12_000);
    return this.#fetch(`${this.#api}/${name}`, { method: 'POST', signal, ...init });
  }

  async #keep(response) {
    const body = await response.json();
    if (!response.ok) throw new Error(`${body.code}: ${body.detail}`);
    const { refreshToken, session } = body;
    const [id, generation] = (this.#storage.getItem('refreshTokenOf') ?? '').split(' ');
    const isOlder = id === session.id && Number(generation) > session.generation;
    // The new refresh token must be stored before the access token is used. Without one, the stored one stays; so does a newer one.
    if (refreshToken && !isOlder) {
      this.#storage.setItem('refreshToken', refreshToken);
      this.#storage.setItem('refreshTokenOf', `${session.id} ${session.generation}`);
    }
    return body.accessToken;
  }

  /** Resolves when no refresh is under way, whatever came of it. */
  async #settled() {
    await this.#refreshing?.catch(() => {});
  }
}
