import type { KnownSession } from '@tandem-auth/client';
import { act, render, waitFor } from '@testing-library/react';
import { StrictMode } from 'react';
import { hydrateRoot } from 'react-dom/client';
import { renderToString } from 'react-dom/server';
import { afterEach, expect, it, vi } from 'vitest';
import {
  AuthProvider,
  RequireAuth,
  SignedIn,
  SignedOut,
  useAuth,
  useSession,
  useUser,
} from '../src/index.js';
import { createSetting, problem, refresh } from './support/setting.js';

const setting = createSetting();
afterEach(() => vi.restoreAllMocks());

/** What was rendered, in order, also what was replaced at once. */
const seen: string[] = [];
function Page() {
  const { status } = useSession();
  const user = useUser();
  const text = `${status} ${user?.displayName}`;
  if (seen.at(-1) !== text) seen.push(text);
  return (
    <>
      <p>{text}</p>
      <RequireAuth pending="one moment" fallback="sign in">
        page
      </RequireAuth>
      <SignedIn>in</SignedIn>
      <SignedOut>out</SignedOut>
    </>
  );
}

function known(withToken: boolean): KnownSession {
  setting.server.signIn();
  const { user, session, ...token } = setting.server.tokens() as KnownSession;
  return withToken ? { user, session, ...token } : { user, session };
}

/** Renders the page as a server does, without a document. */
function serve(session: KnownSession | null | undefined): string {
  vi.stubGlobal('document', undefined);
  try {
    return renderToString(page(setting.client(), session));
  } finally {
    vi.unstubAllGlobals();
  }
}

function page(client: ReturnType<typeof setting.client>, session: KnownSession | null | undefined) {
  const given = session === undefined ? {} : { session };
  return (
    <StrictMode>
      <AuthProvider client={client} {...given}>
        <Page />
      </AuthProvider>
    </StrictMode>
  );
}

const kinds = [
  {
    kind: 'nothing',
    session: () => undefined,
    first: 'loading undefined',
    later: 'authenticated Ada',
    refreshes: 1,
  },
  {
    kind: 'nobody',
    session: () => null,
    first: 'anonymous undefined',
    later: 'anonymous undefined',
    refreshes: 0,
  },
  {
    kind: 'somebody',
    session: () => known(false),
    first: 'authenticated Ada',
    later: 'authenticated Ada',
    refreshes: 1,
  },
  {
    kind: 'somebody with a token',
    session: () => known(true),
    first: 'authenticated Ada',
    later: 'authenticated Ada',
    refreshes: 0,
  },
];

it.each(kinds)('A page rendered for $kind hydrates without a warning', async (row) => {
  const { session, first, later, refreshes } = row;
  const complaints = vi.spyOn(console, 'error');
  const given = session();
  if (row.kind === 'nothing') setting.server.signIn();
  seen.length = 0;
  const container = document.createElement('div');
  document.body.append(container);
  container.innerHTML = serve(given);
  const served = container.textContent;
  expect(served).toContain(first);

  const recovered = vi.fn();
  const client = setting.client();
  const root = await act(() =>
    hydrateRoot(container, page(client, given), { onRecoverableError: recovered }),
  );
  await waitFor(() => expect(container.textContent).toContain(later));
  expect((await client.fetch('/api/me')).status).toBe(row.kind === 'nobody' ? 401 : 200);
  await act(() => client.start());

  expect(seen).toEqual([...new Set([first, later])]);
  if (first === later) expect(container.textContent).toBe(served);
  expect(recovered).not.toHaveBeenCalled();
  expect(complaints).not.toHaveBeenCalled();
  expect(setting.server.refreshes).toBe(refreshes);
  act(() => root.unmount());
  container.remove();
});

it.each(kinds.slice(1))('A page rendered in the browser for $kind shows it at once', (row) => {
  const { container } = render(page(setting.client(), row.session()));
  expect(container.textContent).toContain(row.first);
  expect(setting.server.refreshes).toBe(0);
});

it('Rendering with the same session later does not undo what happened since', async () => {
  const client = setting.client();
  const given = known(true);
  const { container, rerender, unmount } = render(page(client, given));
  setting.server.on(refresh, (_, response) => problem(response, 401, 'session_revoked'));
  await act(() => client.refresh());
  expect(container.textContent).toContain('signed-out');
  rerender(page(client, { ...given }));
  expect(container.textContent).toContain('signed-out');
  unmount();
  expect(render(page(client, given)).container.textContent).toContain('signed-out');
});

function TokenWhileRendering({ asked }: { asked: Promise<string | null>[] }) {
  const auth = useAuth();
  if (asked.length === 0) asked.push(auth.getAccessToken());
  return null;
}

it('A query that asks during render gets the token that the page contains', async () => {
  const given = known(true);
  const asked: Promise<string | null>[] = [];
  render(
    <AuthProvider client={setting.client()} session={given}>
      <TokenWhileRendering asked={asked} />
    </AuthProvider>,
  );
  expect(await asked[0]).toBe(given.accessToken);
  expect(setting.server.refreshes).toBe(0);
});
