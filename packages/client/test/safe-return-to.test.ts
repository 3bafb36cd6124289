import { describe, expect, it } from 'vitest';
import { safeReturnTo } from '../src/index.js';

const origin = 'https://crm.example.com';

describe('A return address within the origin', () => {
  it.each([
    ['/orders', '/orders'],
    ['/orders?page=2#last', '/orders?page=2#last'],
    ['/', '/'],
    ['orders', '/orders'],
    ['?page=2', '/?page=2'],
    ['/a/../b', '/b'],
    ['/a//b', '/a//b'],
    ['/search?q=//other.example', '/search?q=//other.example'],
    ['/search?next=https://other.example', '/search?next=https://other.example'],
    ['https://crm.example.com/users', '/users'],
    ['https://crm.example.com:443/users', '/users'],
    ['HTTPS://CRM.EXAMPLE.COM/users', '/users'],
    ['https://somebody@crm.example.com/users', '/users'],
    // A relative reference that repeats the scheme is a path. RFC 3986 §5.2.2
    ['https:other.example', '/other.example'],
    ['/bücher', '/b%C3%BCcher'],
  ])('%j becomes %j', (value, path) => {
    expect(safeReturnTo(value, { origin })).toBe(path);
  });
});

describe('Anything else falls back', () => {
  it.each([
    '',
    null,
    undefined,
    '//other.example',
    '///other.example',
    ' //other.example',
    '/\\other.example',
    '\\\\other.example',
    '/\t/other.example',
    '/\n/other.example',
    '/\u0000/other.example',
    '/orders\u007f',
    '\t//other.example',
    'https://other.example/',
    'https:/\\other.example',
    'http://crm.example.com/orders',
    'https://crm.example.com:8443/orders',
    'https://crm.example.com.other.example/',
    'https://crm.example.com@other.example/',
    'https://crm.example.com//other.example',
    '/.//other.example',
    '/..//other.example',
    '/a/..//other.example',
    '/%2e//other.example',
    'javascript:alert(1)',
    'JavaScript:alert(1)',
    'java\nscript:alert(1)',
    'data:text/html,hello',
    'blob:https://crm.example.com/1234',
    'mailto:ada@example.com',
    'https://',
    'http://[',
  ])('%j', (value) => {
    expect(safeReturnTo(value, { origin, fallback: '/home' })).toBe('/home');
  });

  it('to the root if there is no fallback, also without a page', () => {
    expect(safeReturnTo('//other.example')).toBe('/');
    expect(safeReturnTo('/orders')).toBe('/orders');
  });

  it('never with anything a browser would resolve to another origin', () => {
    const parts = ['/', '\\', '.', '..', '%2e', '%2f', ':', '@', '\t', 'other.example', 'https:'];
    for (const a of parts)
      for (const b of parts)
        for (const c of parts)
          for (const d of parts) {
            const path = safeReturnTo(a + b + c + d, { origin });
            expect(new URL(path, origin).origin, JSON.stringify(a + b + c + d)).toBe(origin);
            expect(path.startsWith('/')).toBe(true);
          }
  });
});
