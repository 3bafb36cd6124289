import { auth } from './after.js';

// Before `start()`, which may be what tells. Never from the sign-in page itself: that could not end.
auth.on('signed-out', ({ reason }) => {
  if (location.pathname !== '/login') location.assign(`/login?reason=${reason}`);
});
await auth.start();
