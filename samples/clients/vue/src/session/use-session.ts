import type { AuthClient, SessionSnapshot } from '@tandem-auth/client';
import { onScopeDispose, readonly, type ShallowRef, shallowRef } from 'vue';

/** The state of the session as a ref. It follows every change, in whichever tab it happens. */
export function useSession(auth: AuthClient): Readonly<ShallowRef<SessionSnapshot>> {
  const session = shallowRef(auth.getSession());
  onScopeDispose(
    auth.subscribe(() => {
      session.value = auth.getSession();
    }),
  );
  return readonly(session);
}
