import { createAuthClient } from '@tandem-auth/client';

export const auth = createAuthClient(); // or { baseURL: 'https://api.example.com' }
