import { runApp } from './app.js';

const root = document.querySelector<HTMLElement>('#app');
if (root) runApp(root);
