import type { Order } from '../api/orders.js';

export type Column = 'customer' | 'item' | 'quantity' | 'amount' | 'status' | 'createdAt';

export interface Sorting {
  readonly column: Column;
  readonly descending: boolean;
}

export const newestFirst: Sorting = { column: 'createdAt', descending: true };

/** The sorting after a click on a column heading: first the column's natural order, then the reverse. */
export function sortBy(column: Column, { column: current, descending }: Sorting): Sorting {
  if (column === current) return { column, descending: !descending };
  return { column, descending: ['quantity', 'amount', 'createdAt'].includes(column) };
}

/** The orders that contain every word of the search, sorted. */
export function arrange(
  orders: readonly Order[],
  search: string,
  { column, descending }: Sorting,
): readonly Order[] {
  const words = search.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  const found = orders.filter(({ customer, item, status }) => {
    const text = `${customer}\n${item}\n${status}`.toLocaleLowerCase();
    return words.every((word) => text.includes(word));
  });
  const sign = descending ? -1 : 1;
  return found.sort((a, b) => sign * compare(a[column], b[column]) || newer(a, b));
}

function compare(a: string | number, b: string | number): number {
  return typeof a === 'number' && typeof b === 'number'
    ? a - b
    : String(a).localeCompare(String(b), undefined, { sensitivity: 'base' });
}

const newer = (a: Order, b: Order): number => Number(b.id) - Number(a.id);

export interface Figures {
  readonly orders: number;
  readonly open: number;
  readonly customers: number;
  /** The customer of the latest order. */
  readonly latest: string | undefined;
  readonly total: number;
}

export function figuresOf(orders: readonly Order[]): Figures {
  return {
    orders: orders.length,
    open: orders.filter(({ status }) => status === 'open').length,
    customers: new Set(orders.map(({ customer }) => customer)).size,
    latest: [...orders].sort(newer)[0]?.customer,
    total: orders.reduce((sum, { amount }) => sum + amount, 0),
  };
}
