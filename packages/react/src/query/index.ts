export { authRetry, authRetryDelay } from './auth-retry.js';
export { clearOnSignOut } from './clear-on-sign-out.js';
