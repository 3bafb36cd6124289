import type { User } from '../../answers/token-response.js';

/** Somebody who can sign in. */
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
