import { act, renderHook } from '@testing-library/react';
import type { ReactNode } from 'react';
import { expect, it } from 'vitest';
import { AuthProvider, useAuth, useSession, useUser } from '../src/index.js';
import { createSetting, json, refresh } from './support/setting.js';

const setting = createSetting();

/** Renders a hook below a provider with somebody signed in, and records what each render returned. */
async function rendered<T>(useHook: () => T) {
  const client = await setting.signedIn();
  const given: T[] = [];
  const { rerender } = renderHook(() => void given.push(useHook()), {
    wrapper: ({ children }: { children: ReactNode }) => (
      <AuthProvider client={client}>{children}</AuthProvider>
    ),
  });
  return { client, given, rerender };
}

it('useAuth gives the client itself', async () => {
  const { client, given, rerender } = await rendered(useAuth);
  rerender();
  await act(() => client.refresh());
  expect(new Set(given)).toEqual(new Set([client]));
});

it('useSession gives the same object until something changes', async () => {
  const { client, given, rerender } = await rendered(useSession);
  rerender();
  expect(new Set(given).size).toBe(1);
  await act(() => client.refresh());
  rerender();
  expect(new Set(given).size).toBe(2);
  expect(given.at(-1)).toBe(client.getSession());
});

it('A refresh that brings the same user renders nothing that uses useUser', async () => {
  const { client, given } = await rendered(useUser);
  await act(() => client.refresh());
  expect(client.getSession().session?.generation).toBe(2);
  expect(given).toHaveLength(1);
  expect(given[0]?.displayName).toBe('Ada');
});

it('A refresh that brings other roles gives another user', async () => {
  const { client, given } = await rendered(useUser);
  setting.server.on(refresh, (_, response) => {
    if (setting.server.session) setting.server.session.generation++;
    const tokens = setting.server.tokens() as { user: object };
    json(response, 200, { ...tokens, user: { ...tokens.user, roles: ['user', 'admin'] } });
  });
  await act(() => client.refresh());
  expect(given.map((user) => user?.roles)).toEqual([['user'], ['user', 'admin']]);
});

it('All components get the same user', async () => {
  const { given } = await rendered(() => [useUser(), useUser()] as const);
  expect(given[0]?.[0]).toBe(given[0]?.[1]);
});
