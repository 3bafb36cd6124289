import type { Order } from '../api/orders.js';
import { h } from '../dom/h.js';
import { formatAmount, formatDate, formatDay } from '../words/format.js';

const columns = ['Customer', 'Item', 'Quantity', 'Amount', 'Status', 'Created'];
const numbers = ['Quantity', 'Amount'];

export function createOrdersTable(orders: readonly Order[]): HTMLElement {
  return h(
    'div',
    { className: 'table-frame', role: 'region', 'aria-label': 'Orders', tabIndex: 0 },
    h(
      'table',
      { 'data-testid': 'orders-table' },
      h('caption', { className: 'visually-hidden' }, 'Orders, newest first'),
      h('thead', null, h('tr', null, ...columns.map(header))),
      h('tbody', null, ...(orders.length ? orders.map(row) : [empty()])),
    ),
  );
}

function header(name: string): HTMLElement {
  return h('th', { scope: 'col', className: numbers.includes(name) ? 'number' : '' }, name);
}

function row(order: Order): HTMLElement {
  return h(
    'tr',
    { 'data-testid': 'order-row', 'data-id': order.id },
    h('th', { scope: 'row' }, order.customer),
    h('td', null, order.item),
    h('td', { className: 'number' }, String(order.quantity)),
    h('td', { className: 'number' }, formatAmount(order.amount)),
    h('td', null, h('span', { className: 'tag', 'data-status': order.status }, order.status)),
    h('td', { className: 'muted', title: formatDate(order.createdAt) }, formatDay(order.createdAt)),
  );
}

function empty(): HTMLElement {
  const text = 'No orders yet. Add the first one above.';
  return h('tr', null, h('td', { colSpan: columns.length, className: 'empty' }, text));
}
