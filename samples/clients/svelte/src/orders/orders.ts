import { auth } from '../auth.js';

export interface Order {
  readonly id: number;
  readonly customer: string;
  readonly item: string;
  readonly amount: number;
}

/** Throws what `auth.fetch` throws, and an `Error` with the server's message if it refuses. */
export async function listOrders(): Promise<readonly Order[]> {
  const response = await auth.fetch('/api/orders');
  if (!response.ok) {
    const problem = await response.json().catch(() => ({}));
    throw new Error(problem.detail ?? `The server responded ${response.status}.`);
  }
  return response.json();
}
