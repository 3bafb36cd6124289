import type { AuthClient } from '@tandem-auth/client';
import {
  CancelledError,
  QueryClient,
  QueryClientProvider,
  queryOptions,
  useQuery,
} from '@tanstack/react-query';
import { act, render, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { AuthProvider, RequireAuth, useAuth } from '../src/index.js';
import { clearOnSignOut } from '../src/query/index.js';
import { createSetting, json, problem, refresh, signIn } from './support/setting.js';

const setting = createSetting();
let auth: AuthClient;
let queries: QueryClient;
let stop: () => void;

beforeEach(async () => {
  auth = await setting.signedIn();
  queries = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  stop = clearOnSignOut(auth, queries);
});
afterEach(() => {
  stop();
  queries.clear();
});

const orders = (client: AuthClient) =>
  queryOptions({
    queryKey: ['orders'],
    queryFn: async ({ signal }) => (await client.fetch('/api/orders', { signal })).text(),
  });
const cached = () => queries.getQueryCache().getAll().length;

/** The next sign-in is by somebody else. */
function somebodyElseSignsInNext() {
  setting.server.on('/api/auth/login', (_, response) => {
    setting.server.signIn();
    const tokens = setting.server.tokens() as { user: object };
    json(response, 200, { ...tokens, user: { ...tokens.user, id: 'u2', displayName: 'Uma' } });
  });
}

it('Signing out clears what was loaded', async () => {
  await queries.fetchQuery(orders(auth));
  expect(cached()).toBe(1);
  const signedOut = auth.signOut();
  expect(cached()).toBe(0);
  await signedOut;
});

it('So does the end of the session by the server', async () => {
  await queries.fetchQuery(orders(auth));
  setting.server.on(refresh, (_, response) => problem(response, 401, 'session_revoked'));
  await auth.refresh();
  expect(cached()).toBe(0);
});

it('Data of an earlier visit is cleared if the session is over', async () => {
  const client = setting.client();
  const stop = clearOnSignOut(client, queries);
  queries.setQueryData(['orders'], 'from an earlier visit');
  setting.server.on(refresh, (_, response) => problem(response, 401, 'refresh_token_expired'));
  await client.start();
  expect(cached()).toBe(0);
  stop();
});

it('Signing in as somebody else clears; signing in as the same person does not', async () => {
  await queries.fetchQuery(orders(auth));
  await signIn(auth);
  expect(cached()).toBe(1);
  somebodyElseSignsInNext();
  await signIn(auth);
  expect(cached()).toBe(0);
});

it('Neither a refresh nor an unreachable server clears anything', async () => {
  await queries.fetchQuery(orders(auth));
  await auth.refresh();
  setting.server.on(refresh, (_, response) => problem(response, 503, 'busy'));
  await auth.refresh().catch(() => {});
  expect(auth.getSession().status).toBe('stale');
  expect(cached()).toBe(1);
});

it('Data loaded while nobody was signed in stays when somebody signs in', async () => {
  await auth.signOut();
  queries.setQueryData(['news'], 'for everybody');
  somebodyElseSignsInNext();
  await signIn(auth);
  expect(cached()).toBe(1);
});

it('A late response does not get into the cache', async () => {
  const held = setting.server.hold('/api/orders');
  let loaded = (_: unknown) => {};
  const late = new Promise((resolve) => {
    loaded = resolve;
  });
  // This query ignores the signal, so the response does arrive.
  const loading = queries.fetchQuery({
    queryKey: ['orders'],
    queryFn: async () => {
      const body = await (await auth.fetch('/api/orders')).text();
      loaded(body);
      return body;
    },
  });
  const outcome = loading.catch((error: unknown) => error);
  await held.arrived;
  await auth.signOut();
  held.release();
  expect(await late).toContain('s1.1');
  expect(await outcome).toBeInstanceOf(CancelledError);
  expect(cached()).toBe(0);
});

it('A request with the signal is aborted', async () => {
  const held = setting.server.hold('/api/orders');
  const loading = queries.fetchQuery(orders(auth)).catch(() => {});
  await held.arrived;
  await auth.signOut();
  await held.gone;
  await loading;
  expect(cached()).toBe(0);
});

it('After unsubscribing it clears nothing', async () => {
  await queries.fetchQuery(orders(auth));
  stop();
  await auth.signOut();
  expect(cached()).toBe(1);
});

function Orders() {
  return <p>{useQuery(orders(useAuth())).data ?? 'no orders'}</p>;
}

it('What is on the screen goes, too, and is loaded again for the next person', async () => {
  render(
    <QueryClientProvider client={queries}>
      <AuthProvider client={auth}>
        <Orders />
      </AuthProvider>
    </QueryClientProvider>,
  );
  await screen.findByText(/s1\.1/);
  somebodyElseSignsInNext();
  await act(() => signIn(auth));
  await waitFor(() => expect(screen.queryByText(/s1\.1/)).toBeNull());
  await screen.findByText(/s2\.1/);
});

it('Components inside RequireAuth send no request once nobody is signed in', async () => {
  render(
    <QueryClientProvider client={queries}>
      <AuthProvider client={auth}>
        <RequireAuth fallback="sign in">
          <Orders />
        </RequireAuth>
      </AuthProvider>
    </QueryClientProvider>,
  );
  await screen.findByText(/s1\.1/);
  await act(() => auth.signOut());
  await screen.findByText('sign in');
  expect(setting.server.count('/api/orders')).toBe(1);
  expect(cached()).toBe(0);
});
