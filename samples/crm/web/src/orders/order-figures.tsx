import { Skeleton } from '@mantine/core';
import { IconBuildingStore, IconReceipt2, IconSum } from '@tabler/icons-react';
import type { Order } from '../api/orders.js';
import { formatAmount } from '../words/format.js';
import { figuresOf } from './order-list.js';

/** Three figures about the orders; undefined while they are loading. */
export function OrderFigures({ orders }: { readonly orders: readonly Order[] | undefined }) {
  const figures = orders && figuresOf(orders);
  const average = figures?.orders ? figures.total / figures.orders : 0;
  const tiles = [
    {
      name: 'Orders',
      Icon: IconReceipt2,
      value: figures && String(figures.orders),
      note: figures && `${figures.open} open`,
    },
    {
      name: 'Customers',
      Icon: IconBuildingStore,
      value: figures && String(figures.customers),
      note: figures && (figures.latest ? `latest: ${figures.latest}` : 'none yet'),
    },
    {
      name: 'Total',
      Icon: IconSum,
      value: figures && formatAmount(figures.total),
      note: figures && `${formatAmount(average)} on average`,
    },
  ];
  return (
    <dl className="figures">
      {tiles.map(({ name, Icon, value, note }) => (
        <div key={name} className="card figure-card">
          <dt>
            <Icon size={18} stroke={1.7} aria-hidden />
            {name}
          </dt>
          <dd>
            {value ?? <Skeleton width="5rem" height="1.6rem" mt="0.3rem" />}
            <span className="figure-note">
              {note ?? <Skeleton width="4rem" height="0.9rem" mt="0.4rem" />}
            </span>
          </dd>
        </div>
      ))}
    </dl>
  );
}
