export { attachAuth } from './attach-auth.js';
