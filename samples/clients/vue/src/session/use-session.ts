import type { AuthClient, SessionSnapshot } from '@tandem-auth/client';
import { onScopeDispose, readonly, type ShallowRef, shallowRef } from 'vue';

/** What is known about the session, as a ref: changes as soon as it does, in any tab. */
export function useSession(auth: AuthClient): Readonly<ShallowRef<SessionSnapshot>> {
  const session = shallowRef(auth.getSession());
  onScopeDispose(
    auth.subscribe(() => {
      session.value = auth.getSession();
    }),
  );
  return readonly(session);
}
