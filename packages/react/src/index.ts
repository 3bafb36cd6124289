'use client';

export { RequireAuth, type RequireAuthProps, SignedIn, SignedOut } from './guards/guards.js';
export { AuthProvider, type AuthProviderProps } from './provider/auth-provider.js';
export { useAuth, useSession, useUser } from './session/hooks.js';
