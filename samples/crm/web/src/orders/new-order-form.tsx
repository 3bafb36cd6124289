import { Button, TextInput } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { type FormEvent, useRef } from 'react';
import { ApiError } from '../api/api-error.js';
import type { NewOrder } from '../api/orders.js';
import type { useAddOrder } from './use-orders.js';

interface NewOrderFormProps {
  readonly addition: ReturnType<typeof useAddOrder>;
  readonly onStart: () => void;
  readonly onSaved: (order: NewOrder) => void;
}

/** The form for a new order. It is cleared once the order has been saved. */
export function NewOrderForm({ addition, onStart, onSaved }: NewOrderFormProps) {
  const form = useRef<HTMLFormElement>(null);
  const customer = useRef<HTMLInputElement>(null);
  const { error } = addition;
  const faults = error instanceof ApiError ? error.errors : {};

  async function add(event: FormEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    const text = (name: string) => String(fields.get(name)).trim();
    const order: NewOrder = {
      customer: text('customer'),
      item: text('item'),
      quantity: Number(text('quantity')),
      amount: Number(text('amount')),
    };
    onStart();
    try {
      await addition.mutateAsync(order);
    } catch {
      // The page shows the error.
      return;
    }
    onSaved(order);
    form.current?.reset();
    customer.current?.focus();
  }

  return (
    <form ref={form} className="card order-form" onSubmit={add} aria-labelledby="new-order">
      <h2 id="new-order">New order</h2>
      <div className="fields">
        <TextInput
          ref={customer}
          name="customer"
          label="Customer"
          placeholder="Who ordered"
          required
          withAsterisk={false}
          maxLength={100}
          error={faults.customer}
          data-testid="order-customer"
        />
        <TextInput
          name="item"
          label="Item"
          placeholder="What"
          required
          withAsterisk={false}
          maxLength={100}
          error={faults.item}
          data-testid="order-item"
        />
        <TextInput
          name="quantity"
          label="Quantity"
          type="number"
          min={1}
          max={10_000}
          step={1}
          defaultValue={1}
          required
          withAsterisk={false}
          error={faults.quantity}
          data-testid="order-quantity"
        />
        <TextInput
          name="amount"
          label="Amount"
          type="number"
          min={0}
          max={1_000_000}
          step={0.01}
          placeholder="0.00"
          required
          withAsterisk={false}
          error={faults.amount}
          data-testid="order-amount"
        />
        <Button
          type="submit"
          leftSection={<IconPlus size={17} aria-hidden />}
          loading={addition.isPending}
          data-testid="order-submit"
        >
          Add order
        </Button>
      </div>
    </form>
  );
}
