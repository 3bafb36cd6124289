// @vitest-environment node
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import type { KnownSession } from '@tandem-auth/client';
import { Suspense } from 'react';
import { renderToPipeableStream } from 'react-dom/server';
import { expect, it } from 'vitest';
import { AuthProvider, RequireAuth, SignedIn, useUser } from '../src/index.js';
import { createSetting } from './support/setting.js';

const setting = createSetting();

function knows(name: string): KnownSession {
  return {
    user: {
      id: name,
      email: `${name}@example.com`,
      emailVerified: true,
      displayName: name,
      roles: [],
    },
    session: {
      id: name,
      generation: 1,
      createdAt: '2026-03-01T12:00:00Z',
      expiresAt: '2026-03-08T12:00:00Z',
    },
    accessToken: `token-of-${name}`,
    expiresIn: 900,
  };
}

/** Data that one page waits for while other pages are rendered. */
function gate() {
  let open = () => {};
  let isOpen = false;
  const opened = new Promise<void>((resolve) => {
    open = () => {
      isOpen = true;
      resolve();
    };
  });
  const wait = () => {
    if (!isOpen) throw opened;
  };
  return { open, wait };
}

function Name({ wait }: { wait: () => void }) {
  wait();
  return <p>{useUser()?.displayName}</p>;
}

it('Pages rendered for two people at once, with one client, never mix', async () => {
  const client = setting.client();
  const make = (session: KnownSession | null, wait: () => void) => {
    const { pipe } = renderToPipeableStream(
      <AuthProvider client={client} session={session}>
        <Suspense fallback="waiting">
          <Name wait={wait} />
          <RequireAuth fallback="sign in">page</RequireAuth>
        </Suspense>
        <SignedIn>in</SignedIn>
      </AuthProvider>,
    );
    return text(pipe(new PassThrough()));
  };
  const slow = gate();
  const slower = gate();
  const ada = make(knows('Ada'), slower.wait);
  const uma = make(knows('Uma'), slow.wait);
  const nobody = await make(null, () => {});
  slow.open();
  const umas = await uma;
  slower.open();
  const adas = await ada;

  expect(adas).toContain('<p>Ada</p>');
  expect(adas).not.toContain('Uma');
  expect(umas).toContain('<p>Uma</p>');
  expect(umas).not.toContain('Ada');
  expect(nobody).toContain('sign in');
  expect(nobody).not.toMatch(/Ada|Uma|<p>.+<\/p>/);
  for (const page of [adas, umas, nobody]) expect(page).not.toContain('token-of');
  expect(client.getSession()).toMatchObject({ status: 'loading', user: null });
  expect(setting.server.received).toEqual([]);
});
