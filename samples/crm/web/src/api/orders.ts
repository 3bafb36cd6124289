import { request } from './request.js';

export interface Order {
  readonly id: number;
  readonly customer: string;
  readonly item: string;
  readonly quantity: number;
  readonly amount: number;
  readonly status: string;
  readonly createdAt: string;
}

export type NewOrder = Pick<Order, 'customer' | 'item' | 'quantity' | 'amount'>;

export function listOrders(signal: AbortSignal): Promise<readonly Order[]> {
  return request('/api/orders', { signal });
}

export function addOrder(order: NewOrder): Promise<unknown> {
  return request('/api/orders', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(order),
  });
}
