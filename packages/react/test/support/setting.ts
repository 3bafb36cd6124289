import { type AuthError, createAuthClient } from '@tandem-auth/client';
import { createSetting as createSettingOf } from '../../../client/test/support/setting.js';

export { signIn } from '../../../client/test/support/setting.js';
export { html, json, problem } from '../../../client/test/support/test-server.js';

export const refresh = '/api/auth/refresh';

/** A new server and clock for each test, with clients of the package that an application imports. */
export const createSetting = () => createSettingOf(createAuthClient);

/** The error that `work` rejects with. */
export async function failure(work: Promise<unknown>): Promise<AuthError> {
  return work.then(
    () => {
      throw new Error('It did not fail.');
    },
    (error) => error,
  );
}
