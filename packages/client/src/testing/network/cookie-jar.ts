/** The cookies of one browser, shared by its tabs. Only `name=value` and `Max-Age` matter here. */
export class CookieJar {
  readonly #cookies = new Map<string, string>();

  get(name: string): string | undefined {
    return this.#cookies.get(name);
  }

  set(name: string, value: string): void {
    this.#cookies.set(name, value);
  }

  delete(name: string): void {
    this.#cookies.delete(name);
  }

  /** The value of a `Cookie` header; empty when there is none. */
  header(): string {
    return [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  /** Keeps what a `Set-Cookie` header brought. */
  store(header: string): void {
    const [pair = '', ...attributes] = header.split(';').map((part) => part.trim());
    const [name = '', value = ''] = pair.split('=');
    if (attributes.includes('Max-Age=0')) this.delete(name);
    else this.set(name, value);
  }
}
