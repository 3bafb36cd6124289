import { Button, CloseButton, TextInput } from '@mantine/core';
import { IconReceiptOff, IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import { EmptyState } from '../notices/empty-state.js';
import { TableSkeleton } from '../notices/table-skeleton.js';
import { arrange, newestFirst } from './order-list.js';
import { OrdersTable } from './orders-table.js';
import type { useOrders } from './use-orders.js';

/** The table of orders with a search, or a placeholder while there are none. */
export function OrdersCard({ orders }: { readonly orders: ReturnType<typeof useOrders> }) {
  const [search, setSearch] = useState('');
  const [sorting, setSorting] = useState(newestFirst);
  const { data, isPending, refetch } = orders;
  const shown = data && arrange(data, search, sorting);

  return (
    <section className="card flush" aria-label="Orders" aria-busy={isPending}>
      <div className="card-bar">
        <TextInput
          className="search"
          aria-label="Search the orders"
          placeholder="Search the orders"
          leftSection={<IconSearch size={17} aria-hidden />}
          rightSection={
            search && <CloseButton size="sm" aria-label="Clear" onClick={() => setSearch('')} />
          }
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
          data-testid="order-search"
        />
        <p className="muted count" role="status">
          {shown &&
            data &&
            (search ? `${shown.length} of ${data.length}` : `${data.length} orders`)}
        </p>
      </div>
      {shown && (
        <OrdersTable orders={shown} sorting={sorting} onSort={setSorting}>
          {data?.length === 0 ? (
            <EmptyState Icon={IconReceiptOff} title="No orders yet.">
              Add the first one above.
            </EmptyState>
          ) : (
            <EmptyState Icon={IconSearch} title={`Nothing contains “${search.trim()}”.`}>
              <Button variant="default" size="xs" onClick={() => setSearch('')}>
                Show all orders
              </Button>
            </EmptyState>
          )}
        </OrdersTable>
      )}
      {!shown && isPending && !orders.failureReason && <TableSkeleton words="Loading orders…" />}
      {!shown && orders.failureReason && (
        <EmptyState Icon={IconReceiptOff} title="The orders are not here yet.">
          <Button variant="default" size="xs" onClick={() => void refetch()}>
            Try again
          </Button>
        </EmptyState>
      )}
    </section>
  );
}
