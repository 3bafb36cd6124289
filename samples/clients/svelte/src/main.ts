import { mount } from 'svelte';
import App from './app.svelte';
import { auth } from './auth.js';

mount(App, { target: document.getElementById('app') as HTMLElement });
// Does not throw when offline: the session is then stale. An error here means a wrong setup.
auth.start().catch((error: unknown) => console.warn(error));
