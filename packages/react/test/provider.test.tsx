import { act, render, renderHook, screen, waitFor } from '@testing-library/react';
import { StrictMode, useEffect } from 'react';
import { expect, it, vi } from 'vitest';
import { AuthProvider, useAuth, useSession, useUser } from '../src/index.js';
import { createSetting, failure, html, problem, refresh } from './support/setting.js';

const setting = createSetting();

function Status() {
  const { status, user } = useSession();
  return <p>{`${status} ${user?.displayName}`}</p>;
}

/** Sends a request in its effect, which runs before those of the provider. */
function Eager({ onResponse }: { onResponse: (status: number) => void }) {
  const auth = useAuth();
  useEffect(() => {
    void auth.fetch('/api/me').then(({ status }) => onResponse(status));
  }, [auth, onResponse]);
  return null;
}

it('Strict Mode restores the session with one refresh', async () => {
  setting.server.signIn();
  const client = setting.client();
  render(
    <StrictMode>
      <AuthProvider client={client}>
        <Status />
      </AuthProvider>
    </StrictMode>,
  );
  expect(screen.getByText('loading undefined')).toBeTruthy();
  await screen.findByText('authenticated Ada');
  await client.start();
  expect(setting.server.refreshes).toBe(1);
});

it('Requests of children that mount before the provider share its one refresh', async () => {
  setting.server.signIn();
  const client = setting.client();
  const responded = vi.fn();
  render(
    <AuthProvider client={client}>
      <Eager onResponse={responded} />
      <Status />
    </AuthProvider>,
  );
  await waitFor(() => expect(responded).toHaveBeenCalledWith(200));
  await screen.findByText('authenticated Ada');
  expect(setting.server.refreshes).toBe(1);
});

it('A hundred renders start and refresh nothing', async () => {
  setting.server.signIn();
  const client = setting.client();
  const start = vi.spyOn(client, 'start');
  const page = () => (
    <AuthProvider client={client}>
      <Status />
    </AuthProvider>
  );
  const { rerender } = render(page());
  await screen.findByText('authenticated Ada');
  for (let i = 0; i < 100; i++) rerender(page());
  await client.getAccessToken();
  expect(start).toHaveBeenCalledTimes(1);
  expect(setting.server.refreshes).toBe(1);
});

it('Unmounting stops the client: it no longer refreshes when the page is shown again', async () => {
  const client = await setting.signedIn();
  const wakeUp = () => {
    setting.clock.advance(901_000);
    window.dispatchEvent(new Event('online'));
  };
  const { unmount } = render(<AuthProvider client={client} />);
  act(wakeUp);
  await waitFor(() => expect(client.getSession().session?.generation).toBe(2));
  const before = setting.server.refreshes;
  expect(before).toBe(1);

  unmount();
  wakeUp();
  // A refresh in flight would arrive before these requests.
  await fetch(new URL('/elsewhere', setting.server.url));
  await fetch(new URL('/elsewhere', setting.server.url));
  expect(setting.server.refreshes).toBe(before);
});

it('Mounted again, the provider starts the client again, without a refresh', async () => {
  setting.server.signIn();
  const client = setting.client();
  const page = (
    <AuthProvider client={client}>
      <Status />
    </AuthProvider>
  );
  const { unmount } = render(page);
  await screen.findByText('authenticated Ada');
  unmount();
  render(page);
  expect(screen.getByText('authenticated Ada')).toBeTruthy();
  setting.clock.advance(901_000);
  act(() => void window.dispatchEvent(new Event('online')));
  await waitFor(() => expect(setting.server.refreshes).toBe(2));
});

it('Another client replaces the first', async () => {
  setting.server.signIn();
  const first = setting.client();
  const second = await setting.signedIn();
  const dispose = vi.spyOn(first, 'dispose');
  const page = (client: typeof first) => (
    <AuthProvider client={client} session={null}>
      <Status />
    </AuthProvider>
  );
  const { rerender } = render(page(first));
  rerender(page(second));
  expect(screen.getByText('authenticated Ada')).toBeTruthy();
  expect(dispose).toHaveBeenCalledTimes(1);
});

it('An unreachable server makes the session stale, and nothing is thrown', async () => {
  setting.server.on(refresh, (_, response) => problem(response, 503, 'storage_unavailable'));
  render(
    <AuthProvider client={setting.client()}>
      <Status />
    </AuthProvider>,
  );
  await screen.findByText('stale undefined');
});

it('A wrong setup makes the start reject, and the session has the error', async () => {
  setting.server.on(refresh, (_, response) => html(response, 404));
  const client = setting.client();
  const start = vi.spyOn(client, 'start');
  render(
    <AuthProvider client={client}>
      <Status />
    </AuthProvider>,
  );
  // Handled here, because the test run fails for unhandled rejections.
  const error = await failure(start.mock.results[0]?.value);
  expect(error.code).toBe('misconfigured');
  await screen.findByText('stale undefined');
  expect(client.getSession()).toMatchObject({ error });
});

it.each([
  ['useAuth', useAuth],
  ['useSession', useSession],
  ['useUser', useUser],
])('%s without a provider says so', (_, useHook: () => unknown) => {
  const quiet = vi.spyOn(console, 'error').mockImplementation(() => {});
  expect(() => renderHook(useHook)).toThrow('there is no <AuthProvider> above');
  quiet.mockRestore();
});
