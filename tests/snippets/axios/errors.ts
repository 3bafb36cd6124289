import { isTransient } from '@tandem-auth/client';
import { isAxiosError } from 'axios';
import { api } from './api.js';

export async function loadOrders(): Promise<unknown> {
  try {
    const { data } = await api.get('/orders');
    return data;
  } catch (error) {
    if (isTransient(error)) return 'Not now. You are still signed in.';
    if (isAxiosError(error) && error.response?.status === 401) return 'Please sign in.';
    throw error;
  }
}
