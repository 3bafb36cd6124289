import { definitiveCodes, ProblemError, TransientError } from '@tandem-auth/client';
import { expect, describe as group, it } from 'vitest';
import { ApiError, readError } from '../src/api/api-error.js';
import { signInTrouble } from '../src/words/sign-in.js';
import { signedOut } from '../src/words/signed-out.js';
import { describe } from '../src/words/trouble.js';

group('Whoever was signed out', () => {
  const reasons = [
    ...definitiveCodes,
    ...(['sign_out', 'cookie_missing', 'refresh_token_foreign', 'session_changed'] as const),
  ];
  it.each(reasons)('is told why in words of its own: %s', (code) => {
    const titles = Object.values(signedOut).map(({ title }) => title);
    expect(titles.filter((title) => title === signedOut[code].title)).toHaveLength(1);
    expect(JSON.stringify(signedOut[code])).not.toContain(code);
  });
});

group('Whoever cannot sign in', () => {
  const refused = (code: string) => new ProblemError(code, 'Detail.', { status: 401 });

  it('is told that the password does not fit', () => {
    expect(signInTrouble(refused('invalid_credentials')).title).toMatch(/do not belong together/);
  });

  it.each([
    ['rate_limited', 429, /too often/],
    ['busy', 503, /busy/],
    ['network_error', undefined, /cannot reach/],
    ['timed_out', undefined, /cannot reach/],
    ['unexpected_answer', 200, /not answer as expected/],
  ])('is told to wait after %s, and for how long', (code, status, words) => {
    const error = new TransientError(code, 'Detail.', { status, retryAfter: 20 });
    const { title, detail } = signInTrouble(error);
    expect(title).toMatch(words);
    expect(detail).toContain('20 seconds');
  });
});

group('Whoever is refused by the API', () => {
  it('is told what is not allowed, with the server’s own words', () => {
    const error = new ApiError(403, 'forbidden', 'This needs the role "admin".', 'r-1');
    expect(describe(error, 'delete accounts')).toEqual({
      title: 'You are not allowed to delete accounts.',
      detail: 'This needs the role "admin". (Reference: r-1)',
    });
  });

  it.each(['<h1>502</h1>', 'null', '"text"', '{"code":7}'])('understands %s', async (body) => {
    const error = await readError(new Response(body, { status: 502 }));
    expect(error).toMatchObject({ status: 502, code: 'unexpected_answer' });
    expect(describe(error).detail).toBe('The server answered 502.');
  });
});
