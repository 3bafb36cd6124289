import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { safeReturnTo } from '../src/index.js';

const origin = 'https://this.example';

/** Also checked for the server's `ReturnUrl`. */
const table: { longest: number; accepted: Record<string, string>; refused: string[] } = JSON.parse(
  readFileSync(new URL('../../../tests/support/return-addresses.json', import.meta.url), 'utf8'),
);

describe('A return address within the origin', () => {
  it.each([
    ...Object.entries(table.accepted),
    // The server does not take these: it hands on the address as it stands.
    ['orders', '/orders'],
    ['?page=2', '/?page=2'],
    ['#last', '/#last'],
    ['../orders', '/orders'],
    ['https://this.example/users', '/users'],
    ['https://this.example:443/users', '/users'],
    ['HTTPS://THIS.EXAMPLE/users', '/users'],
    ['https://somebody@this.example/users', '/users'],
    // A relative reference that repeats the scheme is a path. RFC 3986 §5.2.2
    ['https:other.example', '/other.example'],
    ['/a/b/..//c', '/a//c'],
    ['/%2f/../b', '/b'],
    ['/bücher', '/b%C3%BCcher'],
    ['/a b', '/a%20b'],
    ['/'.padEnd(table.longest, 'a'), '/'.padEnd(table.longest, 'a')],
  ])('%j becomes %j', (value, path) => {
    expect(safeReturnTo(value, { origin, fallback: '/home' })).toBe(path);
  });
});

describe('Anything else falls back', () => {
  it.each([null, undefined, ...table.refused, '/'.padEnd(table.longest + 1, 'a')])(
    '%j',
    (value) => {
      expect(safeReturnTo(value, { origin, fallback: '/home' })).toBe('/home');
    },
  );

  it('to the root if there is no fallback, also without a page', () => {
    expect(safeReturnTo('//other.example')).toBe('/');
    expect(safeReturnTo('/orders')).toBe('/orders');
  });

  it('never with anything a browser would resolve to another origin, whoever decodes it', () => {
    const parts = [
      '/',
      '\\',
      '.',
      '..',
      '%2e',
      '%2f',
      '%5c',
      '%25',
      '2f',
      ':',
      '@',
      '\t',
      'https:',
    ];
    const mixtures = parts.flatMap((a) =>
      parts.flatMap((b) => parts.flatMap((c) => parts.map((d) => `${a}${b}${c}${d}/evil.example`))),
    );
    const taken = mixtures.map((value) => safeReturnTo(value, { origin, fallback: '/home' }));
    expect(new Set(taken).size).toBeGreaterThan(100);
    for (let path of taken) {
      for (let decoded = path; ; path = decoded) {
        const url = new URL(path, origin);
        expect(url.origin, path).toBe(origin);
        expect(url.pathname, path).toMatch(/^\/(?!\/)/);
        decoded = path.replace(/%(25|2e|2f|5c)/gi, decodeURIComponent);
        if (decoded === path) break;
      }
    }
  });
});
