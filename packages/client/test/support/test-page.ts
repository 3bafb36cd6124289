import type { Page } from '../../src/index.js';

/** A page of one origin, with the storage it is given. */
export class TestPage extends EventTarget implements Page {
  readonly document = { visibilityState: 'visible', referrer: '' };
  readonly location = { origin: 'https://app.example.com' };
  readonly localStorage: Storage;
  readonly sessionStorage = new TestStorage();

  /** A reload or another tab: the same storage, another page. */
  constructor(localStorage: Storage = new TestStorage(), referrer = '') {
    super();
    this.localStorage = localStorage;
    this.document.referrer = referrer;
  }

  show(state: 'visible' | 'hidden'): void {
    this.document.visibilityState = state;
    this.dispatchEvent(new Event('visibilitychange'));
  }
}

export class TestStorage implements Storage {
  readonly #items = new Map<string, string>();
  /** Whether it throws, as a full or blocked one does. */
  broken = false;

  get length(): number {
    return this.#items.size;
  }

  key(index: number): string | null {
    return [...this.#items.keys()][index] ?? null;
  }

  getItem(key: string): string | null {
    if (this.broken) throw new DOMException('blocked', 'SecurityError');
    return this.#items.get(key) ?? null;
  }

  setItem(key: string, value: string): void {
    if (this.broken) throw new DOMException('full', 'QuotaExceededError');
    this.#items.set(key, value);
  }

  removeItem(key: string): void {
    if (this.broken) throw new DOMException('blocked', 'SecurityError');
    this.#items.delete(key);
  }

  clear(): void {
    this.#items.clear();
  }

  toString(): string {
    return JSON.stringify([...this.#items]);
  }
}
