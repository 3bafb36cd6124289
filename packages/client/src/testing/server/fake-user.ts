import type { User } from '../../responses/token-response.js';

/** An account of the fake server. */
export interface FakeUser extends User {
  readonly password: string;
}

export const ada: FakeUser = {
  id: 'u-ada',
  email: 'ada@example.com',
  emailVerified: true,
  displayName: 'Ada',
  roles: ['user'],
  password: 'correct horse battery',
};

export const bob: FakeUser = {
  ...ada,
  id: 'u-bob',
  email: 'bob@example.com',
  displayName: 'Bob',
};
