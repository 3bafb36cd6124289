import { createApp } from 'vue';
import App from './app.vue';
import { auth } from './auth.js';

createApp(App).mount('#app');
// Offline is no failure: the session is then stale. What is thrown is for a developer.
auth.start().catch((error: unknown) => console.warn(error));
