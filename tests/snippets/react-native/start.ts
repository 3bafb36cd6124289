import { auth } from './auth.js';

// Before the first screen: restores the session from the stored refresh token, if there is one.
export async function firstScreen(): Promise<'home' | 'sign-in'> {
  const { user, status } = await auth.start();
  return user || status === 'stale' ? 'home' : 'sign-in';
}
