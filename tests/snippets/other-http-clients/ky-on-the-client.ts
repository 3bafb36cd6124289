import { createAuthClient } from '@tandem-auth/client';
import ky from 'ky';

export const auth = createAuthClient();
await auth.start();

// A request may have to wait for a renewal, which takes at most 12 s.
export const api = ky.create({ fetch: auth.fetch, timeout: 30_000 });
