// What bundlers take while an application is developed (the export condition `development`): the same
// client, which explains in the console why something does not work. It adds nothing to what is shipped.
export * from '../index.js';
export { createAuthClient } from './create-auth-client.js';
