import type { AuthClient, AuthError } from '@tandem-auth/client';
import { act, render, screen } from '@testing-library/react';
import { StrictMode } from 'react';
import { expect, it, vi } from 'vitest';
import { AuthProvider, RequireAuth, SignedIn, SignedOut } from '../src/index.js';
import { createSetting, problem, refresh, signIn } from './support/setting.js';

const setting = createSetting();

/** What the page has shown, in order, without repetitions. */
const shown: string[] = [];
function Shows({ what }: { what: string }) {
  if (shown.at(-1) !== what) shown.push(what);
  return <p>{what}</p>;
}

function show(client: AuthClient, onSignedOut = vi.fn()) {
  shown.length = 0;
  render(
    <StrictMode>
      <AuthProvider client={client}>
        <RequireAuth
          pending={<Shows what="pending" />}
          fallback={<Shows what="sign in" />}
          unreachable={(error: AuthError) => <Shows what={error.code} />}
          onSignedOut={(reason) => onSignedOut(reason)}
        >
          <Shows what="page" />
        </RequireAuth>
        <SignedIn>in</SignedIn>
        <SignedOut>out</SignedOut>
      </AuthProvider>
    </StrictMode>,
  );
  return onSignedOut;
}
const text = () => document.body.textContent;
const away = () =>
  setting.server.on(refresh, (_, response) => problem(response, 503, 'storage_unavailable'));

it('Somebody who is signed in waits, then sees the page, and never the sign-in', async () => {
  setting.server.signIn();
  const onSignedOut = show(setting.client());
  expect(text()).toBe('pending');
  await screen.findByText('page');
  expect(text()).toBe('pagein');
  expect(shown).toEqual(['pending', 'page']);
  expect(onSignedOut).not.toHaveBeenCalled();
});

it('A session that is stale keeps the page', async () => {
  const client = await setting.signedIn();
  const onSignedOut = show(client);
  away();
  await act(() => client.refresh().catch(() => {}));
  expect(client.getSession().status).toBe('stale');
  expect(text()).toBe('pagein');
  expect(shown).toEqual(['page']);
  expect(onSignedOut).not.toHaveBeenCalled();
});

it('Without a session the fallback is shown, and onSignedOut is called once', async () => {
  const onSignedOut = show(setting.client());
  await screen.findByText('sign in');
  expect(text()).toBe('sign inout');
  expect(onSignedOut.mock.calls).toEqual([[undefined]]);
});

it('If that is known before rendering, onSignedOut is called once, also in Strict Mode', async () => {
  const client = setting.client();
  await client.start();
  const onSignedOut = show(client);
  expect(text()).toBe('sign inout');
  expect(shown).toEqual(['sign in']);
  expect(onSignedOut.mock.calls).toEqual([[undefined]]);
});

it('An unreachable server is neither: the error is shown, and the page once it responds', async () => {
  setting.server.signIn();
  away();
  const client = setting.client();
  const onSignedOut = show(client);
  await screen.findByText('storage_unavailable');
  expect(text()).toBe('storage_unavailable');
  setting.server.on(refresh);
  await act(() => client.refresh());
  expect(shown).toEqual(['pending', 'storage_unavailable', 'page']);
  expect(onSignedOut).not.toHaveBeenCalled();
});

it('Without `unreachable`, an unreachable server shows `pending`', async () => {
  away();
  const client = setting.client();
  render(
    <AuthProvider client={client}>
      <RequireAuth pending="one moment">page</RequireAuth>
    </AuthProvider>,
  );
  await act(() => client.start());
  expect(client.getSession().status).toBe('stale');
  expect(text()).toBe('one moment');
});

it('onSignedOut is called once for each sign-out, with its reason', async () => {
  const client = await setting.signedIn();
  const onSignedOut = show(client);
  await act(() => client.signOut());
  expect(text()).toBe('sign inout');
  await act(() => signIn(client));
  expect(text()).toBe('pagein');
  setting.server.on(refresh, (_, response) => problem(response, 401, 'session_revoked'));
  await act(() => client.refresh());
  await act(() => client.refresh());
  expect(onSignedOut.mock.calls).toEqual([['sign_out'], ['session_revoked']]);
  expect(shown).toEqual(['page', 'sign in', 'page', 'sign in']);
});

it('Without anything to show instead, guards show nothing', async () => {
  const client = setting.client();
  render(
    <AuthProvider client={client}>
      <RequireAuth>page</RequireAuth>
      <SignedIn>in</SignedIn>
      <SignedOut />
    </AuthProvider>,
  );
  expect(text()).toBe('');
  await act(() => client.start());
  expect(text()).toBe('');
});
