import { auth } from './auth.js';

// Before the first screen: the stored refresh token becomes a session, or there is none.
export async function firstScreen(): Promise<'home' | 'sign-in'> {
  const { user, status } = await auth.start();
  return user || status === 'stale' ? 'home' : 'sign-in';
}
