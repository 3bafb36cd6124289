import { createAuthClient } from '@tandem-auth/client';
import { attachAuth } from '@tandem-auth/client/axios';
import axios from 'axios';

export const auth = createAuthClient();
await auth.start();

export const api = axios.create({ baseURL: '/api' });
attachAuth(api, auth);
