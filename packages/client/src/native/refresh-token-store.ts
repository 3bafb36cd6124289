/**
 * Where a program without a cookie jar keeps its refresh token: one string, of a few hundred
 * characters. Use what the platform has for secrets: Keychain, Keystore, `safeStorage`.
 *
 * `set` must not resolve before the value would survive the process being killed.
 */
export interface RefreshTokenStore {
  get(): Promise<string | null>;
  set(value: string): Promise<void>;
  delete(): Promise<void>;
}
