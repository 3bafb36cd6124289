import type { Page } from '../page.js';

/** Removes what another client left behind in the browser's storage. */
export function forgetKeys(page: Page, keys: readonly string[]): void {
  try {
    for (const key of keys) {
      page.localStorage?.removeItem(key);
      page.sessionStorage?.removeItem(key);
    }
  } catch {
    // Without storage there is nothing to remove.
  }
}
