import { auth } from './after.js';

auth.on('signed-out', ({ reason }) => location.assign(`/login?reason=${reason}`));
await auth.start();
