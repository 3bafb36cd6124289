import type { NewOrder } from '../api/orders.js';
import { field } from '../dom/field.js';
import { h } from '../dom/h.js';

/** Asks for an order and hands it over; empties itself once `save` has succeeded. */
export function createNewOrderForm(save: (order: NewOrder) => Promise<boolean>): HTMLElement {
  const [customerField, customer] = field('Customer', {
    required: true,
    maxLength: 120,
    'data-testid': 'order-customer',
  });
  const [itemField, item] = field('Item', {
    required: true,
    maxLength: 120,
    'data-testid': 'order-item',
  });
  const [quantityField, quantity] = field('Quantity', {
    type: 'number',
    min: '1',
    step: '1',
    defaultValue: '1',
    required: true,
    'data-testid': 'order-quantity',
  });
  const [amountField, amount] = field('Amount', {
    type: 'number',
    min: '0',
    step: '0.01',
    placeholder: '0.00',
    required: true,
    'data-testid': 'order-amount',
  });
  const submit = h(
    'button',
    { type: 'submit', className: 'button primary', 'data-testid': 'order-submit' },
    'Add order',
  );
  const form = h(
    'form',
    { className: 'card order-form', onsubmit: add, 'aria-label': 'New order' },
    h('h2', null, 'New order'),
    h('div', { className: 'fields' }, customerField, itemField, quantityField, amountField, submit),
  );

  async function add(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    submit.disabled = true;
    const saved = await save({
      customer: customer.value.trim(),
      item: item.value.trim(),
      quantity: quantity.valueAsNumber,
      amount: amount.valueAsNumber,
    });
    submit.disabled = false;
    if (!saved) return;
    form.reset();
    customer.focus();
  }

  return form;
}
