import type { Page } from '../../wake-up.js';

/** The window of one tab, as far as the client looks at it. */
export class FakePage implements Page {
  readonly document = { visibilityState: 'visible' };
  readonly #events = new EventTarget();
  readonly #listeners = new Set<string>();

  /** How many listeners are left. */
  get listeners(): number {
    return this.#listeners.size;
  }

  addEventListener(type: string, listener: (event: Event) => void): void {
    this.#listeners.add(type);
    this.#events.addEventListener(type, listener);
  }

  removeEventListener(type: string, listener: (event: Event) => void): void {
    this.#listeners.delete(type);
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
