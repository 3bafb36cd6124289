import {
  type AuthClient,
  type AuthError,
  type AuthErrorCode,
  createAuthClient,
  type DefinitiveCode,
  isAuthError,
  isTransient,
  type Problem,
  type ProblemError,
  type Session,
  type SessionSnapshot,
  type SignedOutReason,
  safeReturnTo,
  type TransientError,
  type User,
} from '@tandem-auth/client';
import { attachAuth } from '@tandem-auth/client/axios';
import { bodyDelivery, type RefreshTokenStore } from '@tandem-auth/client/native';
import { fileLock, fileTokenStore } from '@tandem-auth/client/native/node';
import { webTokenStore } from '@tandem-auth/client/storage';
import type { AxiosInstance } from 'axios';
import { expectTypeOf } from 'vitest';

declare const auth: AuthClient;
declare const snapshot: SessionSnapshot;
declare const unknownError: unknown;
declare const instance: AxiosInstance;

// What an application writes without a single annotation.
expectTypeOf(createAuthClient()).toEqualTypeOf<AuthClient>();
expectTypeOf(auth.fetch).toEqualTypeOf<typeof globalThis.fetch>();
expectTypeOf(auth.authorize(fetch)).toEqualTypeOf<typeof globalThis.fetch>();
expectTypeOf(auth.getAccessToken()).resolves.toEqualTypeOf<string | null>();
expectTypeOf(auth.signIn({ email: '', password: '' })).resolves.toEqualTypeOf<SessionSnapshot>();
expectTypeOf(auth.ticket()).resolves.toBeString();
expectTypeOf(auth.signOut()).resolves.toBeVoid();
expectTypeOf(safeReturnTo(null)).toBeString();
expectTypeOf(attachAuth(instance, auth)).toEqualTypeOf<() => void>();

// The status says what else is there.
if (snapshot.status === 'authenticated') {
  expectTypeOf(snapshot.user).toEqualTypeOf<User>();
  expectTypeOf(snapshot.session).toEqualTypeOf<Session>();
} else if (snapshot.status === 'signed-out') {
  expectTypeOf(snapshot.user).toBeNull();
  expectTypeOf(snapshot.reason).toEqualTypeOf<SignedOutReason>();
} else if (snapshot.status === 'stale') {
  expectTypeOf(snapshot.user).toEqualTypeOf<User | null>();
  expectTypeOf(snapshot.error).toEqualTypeOf<AuthError>();
} else {
  expectTypeOf(snapshot.status).toEqualTypeOf<'loading' | 'anonymous'>();
  expectTypeOf(snapshot.session).toBeNull();
}
expectTypeOf<
  DefinitiveCode | 'sign_out' | 'cookie_missing' | 'refresh_token_foreign' | 'session_changed'
>().toEqualTypeOf<SignedOutReason>();

// Guards narrow, and a code of a newer server is no compile error.
if (isTransient(unknownError)) {
  expectTypeOf(unknownError).toEqualTypeOf<TransientError>();
  expectTypeOf(unknownError.retryAfter).toEqualTypeOf<number | undefined>();
} else if (isAuthError(unknownError)) {
  expectTypeOf(unknownError.code).toEqualTypeOf<AuthErrorCode>();
  expectTypeOf<'of_a_newer_server'>().toExtend<AuthErrorCode>();
}
expectTypeOf<ProblemError['problem']>().toEqualTypeOf<Problem>();

// Events carry what they are about, and when.
auth.on('signed-out', (event) => {
  expectTypeOf(event.reason).toEqualTypeOf<SignedOutReason>();
  expectTypeOf(event.at).toBeNumber();
});
// @ts-expect-error There is no such event.
auth.on('signedout', () => {});

// Snapshots are not to be written to.
// @ts-expect-error It is read-only.
snapshot.status = 'loading';

createAuthClient({
  baseURL: 'https://api.example.com',
  delivery: bodyDelivery({ store: fileTokenStore('/tmp/token'), lock: fileLock('/tmp/lock') }),
  tokenStore: webTokenStore(sessionStorage),
  refresh: 'on-demand',
  migrateFrom: ['authToken'],
});
// @ts-expect-error A delivery is made by a function of /native.
createAuthClient({ delivery: 'body' });
// @ts-expect-error The name is baseURL.
createAuthClient({ baseUrl: 'https://api.example.com' });
expectTypeOf<RefreshTokenStore['get']>().returns.resolves.toEqualTypeOf<string | null>();
