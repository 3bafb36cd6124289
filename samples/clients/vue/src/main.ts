import { createApp } from 'vue';
import App from './app.vue';
import { auth } from './auth.js';

createApp(App).mount('#app');
// Does not throw when offline: the session is then stale. An error here means a wrong setup.
auth.start().catch((error: unknown) => console.warn(error));
