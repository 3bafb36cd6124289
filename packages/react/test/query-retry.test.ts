import { ConfigurationError, isTransient, ProblemError } from '@tandem-auth/client';
import { QueryClient } from '@tanstack/react-query';
import { expect, it } from 'vitest';
import { authRetry, authRetryDelay } from '../src/query/index.js';
import { createSetting, failure, html, problem, refresh } from './support/setting.js';

const setting = createSetting();

/** The error of `getAccessToken` if the refresh endpoint responds like this. */
function refused(status: number, code: string, headers: Record<string, string> = {}) {
  setting.server.on(refresh, (_, response) => problem(response, status, code, { headers }));
  return failure(setting.client().getAccessToken());
}

it('A transient error is retried three times', async () => {
  const error = await refused(503, 'storage_unavailable');
  expect(isTransient(error)).toBe(true);
  expect([0, 1, 2, 3, 4].map((count) => authRetry(count, error))).toEqual([
    true,
    true,
    true,
    false,
    false,
  ]);
});

it('A refusal is not retried', async () => {
  const error = await failure(
    setting.client().signIn({ email: 'ada@example.com', password: 'wrong' }),
  );
  expect(error).toBeInstanceOf(ProblemError);
  expect(authRetry(0, error)).toBe(false);
});

it('A wrong setup is not retried', async () => {
  setting.server.on(refresh, (_, response) => html(response, 404));
  const error = await failure(setting.client().getAccessToken());
  expect(error).toBeInstanceOf(ConfigurationError);
  expect(authRetry(0, error)).toBe(false);
});

it("Errors that are not the client's are retried as TanStack Query does by default", () => {
  const error = new TypeError('Failed to fetch');
  expect([0, 2, 3].map((count) => authRetry(count, error))).toEqual([true, true, false]);
});

it('The server says how long to wait, up to the five minutes that the client allows', async () => {
  const short = await refused(429, 'rate_limited', { 'retry-after': '7' });
  expect(authRetryDelay(0, short)).toBe(7_000);
  expect(authRetryDelay(5, short)).toBe(7_000);
  const long = await refused(503, 'busy', { 'retry-after': '86400' });
  expect(authRetryDelay(0, long)).toBe(300_000);
});

it('Without a time from the server, the delay doubles from one second to thirty', async () => {
  for (const error of [await refused(503, 'busy'), new Error('anything')]) {
    const delays = [0, 1, 2, 3, 4, 5, 50].map((count) => authRetryDelay(count, error));
    expect(delays).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000]);
  }
});

it('A query with both succeeds as soon as the session can be renewed', async () => {
  setting.server.signIn();
  const responses = [503, 502];
  setting.server.on(refresh, (_, response) => {
    const headers = { 'retry-after': '0' };
    problem(response, responses.shift() ?? 500, 'busy', { headers });
    if (responses.length === 0) setting.server.on(refresh);
  });
  const auth = setting.client();
  const queries = new QueryClient({
    defaultOptions: { queries: { retry: authRetry, retryDelay: authRetryDelay } },
  });
  const status = await queries.fetchQuery({
    queryKey: ['me'],
    queryFn: async () => (await auth.fetch('/api/me')).status,
  });
  expect(status).toBe(200);
  expect(setting.server.refreshes).toBe(3);
  queries.clear();
});
