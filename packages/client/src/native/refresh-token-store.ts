/**
 * Where a program without a cookie jar keeps its refresh token: one string of a few hundred
 * characters. Use the platform's store for secrets: Keychain, Keystore, `safeStorage`.
 *
 * `set` must not resolve before the value is durable, even if the process is killed.
 */
export interface RefreshTokenStore {
  get(): Promise<string | null>;
  set(value: string): Promise<void>;
  delete(): Promise<void>;
}
