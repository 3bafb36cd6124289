import type { Page } from '../../page.js';
import { FakeStorage } from './fake-storage.js';

/** The window of one tab: the part that the client uses. */
export class FakePage implements Page {
  readonly document = { visibilityState: 'visible', referrer: '' };
  readonly location: { readonly origin: string };
  readonly localStorage: FakeStorage;
  readonly sessionStorage = new FakeStorage();
  readonly #events = new EventTarget();
  readonly #listeners: string[] = [];

  constructor(origin: string, localStorage: FakeStorage) {
    this.location = { origin };
    this.localStorage = localStorage;
  }

  /** The events that have listeners; empty if all have been removed. */
  get listeners(): readonly string[] {
    return this.#listeners;
  }

  addEventListener(type: string, listener: (event: Event) => void): void {
    this.#listeners.push(type);
    this.#events.addEventListener(type, listener);
  }

  removeEventListener(type: string, listener: (event: Event) => void): void {
    const at = this.#listeners.indexOf(type);
    if (at >= 0) this.#listeners.splice(at, 1);
    this.#events.removeEventListener(type, listener);
  }

  dispatch(type: string, more: object = {}): void {
    this.#events.dispatchEvent(Object.assign(new Event(type), more));
  }

  show(visible: boolean): void {
    this.document.visibilityState = visible ? 'visible' : 'hidden';
    this.dispatch('visibilitychange');
  }
}
