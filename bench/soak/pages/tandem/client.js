import { createAuthClient } from './tandem/index.js';

/** The packed @tandem-auth/client with its defaults, but for the time-out, which is as short as the tokens are. */
export function createClient({ signedOut }) {
  const auth = createAuthClient({ requestTimeout: 1500 });
  const signedIn = () => ['authenticated', 'stale'].includes(auth.getSession().status);
  auth.on('signed-out', ({ reason }) => signedOut(reason));
  return {
    signedIn,
    async open() {
      await auth.start();
      return signedIn();
    },
    async get(path) {
      const response = await auth.fetch(path);
      if (!response.ok) throw new Error(`${path}: ${response.status}`);
      return response.json();
    },
    signIn: (credentials) => auth.signIn(credentials),
  };
}
