import type { PlantedFault } from '../support/bundle.js';

/** Mistakes that a client could make. The model has to find each of them. */
export const plantedFaults: Record<string, PlantedFault> = {
  'refreshes for a token that is no longer the current one': {
    file: 'requests/access-token-source.ts',
    find: 'token !== null && token !== refused',
    replace: 'token !== null && refused === undefined',
  },
  'repeats a request with the token of another person': {
    file: 'requests/authorized-fetch.ts',
    find: 'next === null || store.epoch !== epoch',
    replace: 'next === null',
  },
  'sends a request of one person with the token of another': {
    file: 'requests/access-token-source.ts',
    find: 'if (user && now && user.id !== now.id) {',
    replace: 'if (false) {',
  },
  'continues a session that somebody signed out of meanwhile': {
    file: 'refresh/refresher.ts',
    find: "if (notes.ended(id)) return 'sign_out';",
    replace: '',
  },
  'repeats a request twice': {
    file: 'requests/authorized-fetch.ts',
    find: 'backOff.refused(url.origin);\n',
    replace: 'return send(next);\n',
  },
  'takes no lock': {
    file: 'refresh/lock.ts',
    find: 'if (!locks) return',
    replace: 'return',
  },
  'gives up the lock after a second': {
    file: 'refresh/lock.ts',
    find: 'clock.after(longestWait,',
    replace: 'clock.after(1_000,',
  },
  'signs out on any 401': {
    file: 'refresh/refresh-outcome.ts',
    find: "status === 401 && problem ? (problem.code as string) : ''",
    replace: "status === 401 ? 'session_revoked' : ''",
  },
  'signs out when a refresh fails': {
    file: 'refresh/refresher.ts',
    find: 'store.fail(outcome);',
    replace: "store.end('session_revoked', 'this-tab');",
  },
  'refreshes before the server knows of a sign-out': {
    file: 'refresh/refresher.ts',
    find: "if (notes.ended(session?.id)) return 'sign_out';",
    replace: '',
  },
  'waits for ever': {
    file: 'endpoints/post.ts',
    find: "if (left <= 0) giveUp('timed_out');",
    replace: 'if (left <= 0) return;',
  },
  'gives up waiting, but not the request': {
    file: 'endpoints/post.ts',
    find: '      signal,\n',
    replace: '',
  },
  'follows a sign-out of another session': {
    file: 'tabs/tab-message.ts',
    find: "return same && (message.reason === 'sign_out' ||",
    replace: "return !!held && (message.reason === 'sign_out' ||",
  },
  'does not follow the other tabs': {
    file: 'tabs/tabs.ts',
    find: 'if (!message?.session || !follows(message, store.snapshot)) return;',
    replace: 'return;',
  },
  'measures time by the wall clock': {
    file: 'session/session-store.ts',
    find: 'clock.now() + expiresIn',
    replace: 'clock.date() + expiresIn',
  },
  'sends a sign-out after somebody has signed in': {
    file: 'sign-in/sign-out.ts',
    find: 'if (!signOut) return;',
    replace: "if (!signOut) return void (await post(endpoints.url('logout'), {}));",
  },
};
