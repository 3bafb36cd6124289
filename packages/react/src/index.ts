export type { SessionSnapshot, User } from '@tandem-auth/client';
