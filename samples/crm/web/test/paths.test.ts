import type { SignedOutReason } from '@tandem-auth/client';
import { describe, expect, it } from 'vitest';
import { loginPath, returnPath } from '../src/navigation/paths.js';

const at = (path: string) => new URL(path, 'https://crm.example.com');

describe('The way to the sign-in page', () => {
  it.each<[string, SignedOutReason | undefined, string]>([
    ['/', undefined, '/login'],
    ['/users?a=1#b', undefined, '/login?returnTo=%2Fusers%3Fa%3D1%23b'],
    ['/users', 'refresh_token_expired', '/login?returnTo=%2Fusers'],
    ['/users', 'session_revoked', '/login?returnTo=%2Fusers'],
    ['/users', 'sign_out', '/login'],
  ])('from %s after %s is %s', (from, reason, path) => {
    expect(loginPath(at(from), reason)).toBe(path);
  });
});

describe('The way back', () => {
  it.each([
    ['/login?returnTo=%2Fusers%3Fa%3D1', '/users?a=1'],
    ['/login', '/'],
    ['/login?returnTo=%2F%2Fother.example', '/'],
    ['/login?returnTo=https%3A%2F%2Fother.example', '/'],
    ['/login?returnTo=javascript%3Aalert(1)', '/'],
    ['/login?returnTo=%2Flogin%3FreturnTo%3D%2Flogin', '/'],
  ])('from %s is %s', (from, path) => {
    expect(returnPath(at(from))).toBe(path);
  });
});
