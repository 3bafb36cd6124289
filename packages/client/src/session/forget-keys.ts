/** Removes what another client left behind in the browser's storage. */
export function forgetKeys(keys: readonly string[]): void {
  try {
    for (const key of keys) {
      localStorage.removeItem(key);
      sessionStorage.removeItem(key);
    }
  } catch {
    // Without storage there is nothing to remove.
  }
}
