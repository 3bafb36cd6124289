export { fileLock } from './file-lock.js';
export { fileTokenStore } from './file-token-store.js';
