'use client';

export { RequireAuth, type RequireAuthProps } from './guards/require-auth.js';
export { SignedIn } from './guards/signed-in.js';
export { SignedOut } from './guards/signed-out.js';
export { AuthProvider, type AuthProviderProps } from './provider/auth-provider.js';
export { useAuth } from './session/use-auth.js';
export { useSession } from './session/use-session.js';
export { useUser } from './session/use-user.js';
