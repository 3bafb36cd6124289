import { type SessionSnapshot, TransientError } from '@tandem-auth/client';
import { describe, expect, it } from 'vitest';
import { returnPath } from '../src/navigation/paths.js';
import { decideScreen } from '../src/navigation/screen.js';

const at = (path: string) => new URL(path, 'https://crm.example.com');
const nobody = { user: null, session: null, expiresIn: 0, accessExpiresAt: 0 };
const error = new TransientError('network_error', 'Offline.');
const somebody = {
  user: { id: 'u1', email: 'ada@example.com', emailVerified: true, displayName: null, roles: [] },
  session: { id: 's1', generation: 1, createdAt: '', expiresAt: '' },
  expiresIn: 900,
  accessExpiresAt: 1,
};
const states = {
  loading: { ...nobody, status: 'loading' },
  anonymous: { ...nobody, status: 'anonymous' },
  expired: { ...nobody, status: 'signed-out', reason: 'refresh_token_expired' },
  left: { ...nobody, status: 'signed-out', reason: 'sign_out' },
  signedIn: { ...somebody, status: 'authenticated' },
  stale: { ...somebody, status: 'stale', error },
  unreachable: { ...nobody, status: 'stale', error },
} satisfies Record<string, SessionSnapshot>;

describe('The screen', () => {
  it.each<[keyof typeof states, string, object]>([
    ['loading', '/users', { kind: 'loading' }],
    ['anonymous', '/', { kind: 'redirect', to: '/login' }],
    ['anonymous', '/users?a=1#b', { kind: 'redirect', to: '/login?returnTo=%2Fusers%3Fa%3D1%23b' }],
    ['anonymous', '/login', { kind: 'login', reason: null }],
    ['expired', '/users', { kind: 'redirect', to: '/login?returnTo=%2Fusers' }],
    ['expired', '/login', { kind: 'login', reason: 'refresh_token_expired' }],
    ['left', '/users', { kind: 'redirect', to: '/login' }],
    ['left', '/login', { kind: 'login', reason: 'sign_out' }],
    ['signedIn', '/users', { kind: 'page', path: '/users' }],
    ['signedIn', '/login?returnTo=/users', { kind: 'redirect', to: '/users' }],
    ['stale', '/users', { kind: 'page', path: '/users' }],
    ['unreachable', '/users', { kind: 'unreachable', error }],
  ])('of somebody %s at %s', (state, path, screen) => {
    expect(decideScreen(states[state], at(path))).toMatchObject(screen);
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
