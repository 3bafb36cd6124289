import { Button } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useState } from 'react';
import { troubleOf } from '../api/trouble-of.js';
import { PageHeading } from '../navigation/page-heading.js';
import { type Message, Notice } from '../notices/notice.js';
import { describe } from '../words/trouble.js';
import { NewOrderForm } from './new-order-form.js';
import { OrderFigures } from './order-figures.js';
import { OrdersCard } from './orders-card.js';
import { useExport } from './use-export.js';
import { useAddOrder, useOrders } from './use-orders.js';

/** The list of orders, and a form for a new one. */
export function OrdersPage() {
  const orders = useOrders();
  const addition = useAddOrder();
  const [saved, setSaved] = useState<Message | null>(null);
  const exporting = useExport();
  const refused =
    (addition.error && describe(addition.error, 'add orders')) ??
    (exporting.error && describe(exporting.error, 'export the orders'));
  const trouble: Message | null = refused
    ? { tone: 'bad', ...refused }
    : troubleOf(orders, 'see the orders');

  return (
    <div className="stack">
      <PageHeading
        title="Orders"
        actions={
          <Button
            variant="default"
            leftSection={<IconDownload size={17} aria-hidden />}
            loading={exporting.isPending}
            data-testid="orders-export"
            onClick={() => exporting.mutate()}
          >
            Export CSV
          </Button>
        }
      >
        What was ordered, by whom, and where it stands.
      </PageHeading>
      <Notice testId="page-error" message={trouble} />
      <OrderFigures orders={orders.data} />
      <NewOrderForm
        addition={addition}
        onStart={() => setSaved(null)}
        onSaved={({ customer }) =>
          setSaved({ tone: 'good', title: `The order for ${customer} is saved.` })
        }
      />
      <Notice testId="page-message" message={saved} />
      <OrdersCard orders={orders} />
    </div>
  );
}
