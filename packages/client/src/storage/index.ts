export { webTokenStore } from './web-token-store.js';
