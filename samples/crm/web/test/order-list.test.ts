import { describe, expect, it } from 'vitest';
import type { Order } from '../src/api/orders.js';
import { arrange, figuresOf, newestFirst, sortBy } from '../src/orders/order-list.js';

const order = (id: number, customer: string, item: string, amount: number, status = 'open') =>
  ({ id, customer, item, amount, status, quantity: id, createdAt: `2026-11-0${id}` }) as Order;
const orders = [
  order(1, 'Harbour Cycles', 'Bicycle', 900, 'shipped'),
  order(2, 'tern Bakery', 'Bowl', 20),
  order(3, 'Quarry & Sons', 'Boots', 900),
];
const ids = (search: string, sorting = newestFirst) =>
  arrange(orders, search, sorting).map(({ id }) => id);

describe('The list of orders', () => {
  it.each([
    ['', [3, 2, 1]],
    ['  BOots ', [3]],
    ['tern', [2]],
    ['quarry boots', [3]],
    ['shipped', [1]],
    ['nothing like it', []],
  ])('of those with “%s” is %j', (search, found) => {
    expect(ids(search)).toEqual(found);
  });

  it('is sorted without regard to capitals, equal ones newest first', () => {
    expect(ids('', { column: 'customer', descending: false })).toEqual([1, 3, 2]);
    expect(ids('', { column: 'amount', descending: true })).toEqual([3, 1, 2]);
    expect(ids('', { column: 'quantity', descending: false })).toEqual([1, 2, 3]);
  });

  it('turns round when its column is chosen again', () => {
    const byAmount = sortBy('amount', newestFirst);
    expect(byAmount).toEqual({ column: 'amount', descending: true });
    expect(sortBy('amount', byAmount)).toEqual({ column: 'amount', descending: false });
    expect(sortBy('customer', byAmount)).toEqual({ column: 'customer', descending: false });
  });

  it('is summed up', () => {
    expect(figuresOf(orders)).toEqual({
      orders: 3,
      open: 2,
      customers: 3,
      latest: 'Quarry & Sons',
      total: 1820,
    });
  });
});
