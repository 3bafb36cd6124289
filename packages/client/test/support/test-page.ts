import { FakePage } from '../../src/testing/tabs/fake-page.js';
import { FakeStorage } from '../../src/testing/tabs/fake-storage.js';

/** A page of one origin. A reload or another tab is another page with the same storage. */
export class TestPage extends FakePage {
  constructor(localStorage = new TestStorage(), referrer = '') {
    super('https://app.example.com', localStorage);
    this.document.referrer = referrer;
  }
}

/** A storage that can be made to throw, as a blocked or full one does. */
export class TestStorage extends FakeStorage {
  broken = false;

  override getItem(key: string): string | null {
    this.#check();
    return super.getItem(key);
  }

  override setItem(key: string, value: string): void {
    this.#check();
    super.setItem(key, value);
  }

  override removeItem(key: string): void {
    this.#check();
    super.removeItem(key);
  }

  override toString(): string {
    const keys = Array.from({ length: this.length }, (_, index) => this.key(index) ?? '');
    return JSON.stringify(keys.map((key) => [key, super.getItem(key)]));
  }

  #check(): void {
    if (this.broken) throw new DOMException('blocked or full', 'SecurityError');
  }
}
