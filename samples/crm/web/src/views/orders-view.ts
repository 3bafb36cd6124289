import { addOrder, listOrders, type NewOrder, type Order } from '../api/orders.js';
import { h } from '../dom/h.js';
import { createNotice } from '../dom/notice.js';
import { formatAmount } from '../words/format.js';
import { describe } from '../words/trouble.js';
import { createNewOrderForm } from './new-order-form.js';
import { createOrdersTable } from './orders-table.js';

/** The list of orders, and a form for a new one. */
export function createOrdersView(signal: AbortSignal): HTMLElement {
  const notice = createNotice('page-error');
  const saved = createNotice('page-message');
  const figures = h('dl', { className: 'figures' });
  const list = h(
    'div',
    { 'aria-busy': 'true' },
    h('p', { className: 'muted padded' }, 'Loading orders…'),
  );

  async function load(): Promise<void> {
    try {
      draw(await listOrders(signal));
      notice.clear();
    } catch (error) {
      fail(error, 'see the orders');
    }
    list.removeAttribute('aria-busy');
  }

  async function save(order: NewOrder): Promise<boolean> {
    saved.clear();
    try {
      await addOrder(order);
    } catch (error) {
      fail(error, 'add orders');
      return false;
    }
    await load();
    saved.show('good', `The order for ${order.customer} is saved.`);
    return true;
  }

  function draw(orders: readonly Order[]): void {
    const newestFirst = [...orders].sort(
      (a, b) => Date.parse(b.createdAt) - Date.parse(a.createdAt),
    );
    list.replaceChildren(createOrdersTable(newestFirst));
    const total = orders.reduce((sum, { amount }) => sum + amount, 0);
    figures.replaceChildren(
      figure('Orders', String(orders.length)),
      figure('Customers', String(new Set(orders.map(({ customer }) => customer)).size)),
      figure('Total', formatAmount(total)),
    );
  }

  function fail(error: unknown, action: string): void {
    if (signal.aborted) return;
    const { title, detail } = describe(error, action);
    notice.show('bad', title, detail);
    if (list.hasAttribute('aria-busy')) list.replaceChildren();
  }

  void load();
  return h(
    'div',
    { className: 'stack' },
    h('h1', { tabIndex: -1 }, 'Orders'),
    notice.element,
    figures,
    createNewOrderForm(save),
    saved.element,
    h('section', { className: 'card flush', 'aria-label': 'Orders' }, list),
  );
}

function figure(name: string, value: string): HTMLElement {
  return h('div', { className: 'card figure-card' }, h('dt', null, name), h('dd', null, value));
}
