import type {
  AuthClient,
  AuthError,
  KnownSession,
  SessionSnapshot,
  SignedOutReason,
  User,
} from '@tandem-auth/client';
import { QueryClient } from '@tanstack/react-query';
import type { ComponentProps, ReactNode } from 'react';
import { expectTypeOf, it } from 'vitest';
import {
  AuthProvider,
  type AuthProviderProps,
  type RequireAuth,
  type RequireAuthProps,
  SignedIn,
  type SignedOut,
  useAuth,
  useSession,
  useUser,
} from '../src/index.js';
import { authRetry, authRetryDelay, clearOnSignOut } from '../src/query/index.js';

declare const client: AuthClient;

// The compiler is what fails here.
it('The hooks say what they give', () => {
  expectTypeOf(useAuth).returns.toEqualTypeOf<AuthClient>();
  expectTypeOf(useSession).returns.toEqualTypeOf<SessionSnapshot>();
  expectTypeOf(useUser).returns.toEqualTypeOf<User | null>();
});

it('A status narrows what is known', () => {
  const narrow = (session: SessionSnapshot) => {
    if (session.status === 'authenticated') expectTypeOf(session.user).toEqualTypeOf<User>();
    if (session.status === 'anonymous') expectTypeOf(session.user).toEqualTypeOf<null>();
    if (session.status === 'stale') expectTypeOf(session.error).toEqualTypeOf<AuthError>();
    if (session.status === 'signed-out') {
      expectTypeOf(session.reason).toEqualTypeOf<SignedOutReason>();
    }
  };
  expectTypeOf(narrow).returns.toBeVoid();
});

it('The components say what they take', () => {
  type Given = AuthProviderProps['session'];
  expectTypeOf<Given>().toEqualTypeOf<KnownSession | null | undefined>();
  expectTypeOf<ComponentProps<typeof AuthProvider>>().toEqualTypeOf<AuthProviderProps>();
  expectTypeOf<ComponentProps<typeof RequireAuth>>().toEqualTypeOf<RequireAuthProps>();
  expectTypeOf<ComponentProps<typeof SignedIn>>().toEqualTypeOf<ComponentProps<typeof SignedOut>>();
  expectTypeOf<NonNullable<RequireAuthProps['onSignedOut']>>()
    .parameter(0)
    .toEqualTypeOf<SignedOutReason | undefined>();
  expectTypeOf<NonNullable<RequireAuthProps['unreachable']>>().toEqualTypeOf<
    (error: AuthError) => ReactNode
  >();
});

it('A provider without a client, and a session that is not one, do not compile', () => {
  const wrong = () => [
    // @ts-expect-error there is no client
    <AuthProvider key="1" />,
    // @ts-expect-error a name is no session
    <AuthProvider key="2" client={client} session={{ user: 'Ada' }} />,
    // @ts-expect-error SignedIn decides by the session alone
    <SignedIn key="3" roles="admin" />,
  ];
  expectTypeOf(wrong).toBeFunction();
});

it('The functions for TanStack Query fit its options', () => {
  new QueryClient({
    defaultOptions: { queries: { retry: authRetry, retryDelay: authRetryDelay } },
  });
  expectTypeOf(clearOnSignOut).toEqualTypeOf<
    (auth: AuthClient, queryClient: QueryClient) => () => void
  >();
});
