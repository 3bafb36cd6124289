import { UnstyledButton } from '@mantine/core';
import { IconChevronDown, IconChevronUp, IconSelector } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { Order } from '../api/orders.js';
import { formatAmount, formatDate, formatDay } from '../words/format.js';
import { type Column, type Sorting, sortBy } from './order-list.js';

interface OrdersTableProps {
  readonly orders: readonly Order[];
  readonly sorting: Sorting;
  readonly onSort: (sorting: Sorting) => void;
  /** Shown in place of the rows if there are none. */
  readonly children: ReactNode;
}

const columns: readonly { column: Column; name: string; className: string }[] = [
  { column: 'customer', name: 'Customer', className: '' },
  { column: 'item', name: 'Item', className: 'wide' },
  { column: 'quantity', name: 'Quantity', className: 'wide number' },
  { column: 'amount', name: 'Amount', className: 'number' },
  { column: 'status', name: 'Status', className: '' },
  { column: 'createdAt', name: 'Created', className: 'wide' },
];

export function OrdersTable({ orders, sorting, onSort, children }: OrdersTableProps) {
  return (
    <table className="table" data-testid="orders-table">
      <caption className="visually-hidden">Orders</caption>
      <thead>
        <tr>
          {columns.map(({ column, name, className }) => (
            <th
              key={column}
              scope="col"
              className={className}
              aria-sort={ariaSort(column, sorting)}
            >
              <UnstyledButton className="sort" onClick={() => onSort(sortBy(column, sorting))}>
                {name}
                <SortIcon column={column} sorting={sorting} />
              </UnstyledButton>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {orders.map((order) => (
          <Row key={order.id} order={order} />
        ))}
        {orders.length === 0 && (
          <tr>
            <td colSpan={columns.length}>{children}</td>
          </tr>
        )}
      </tbody>
    </table>
  );
}

function Row({ order }: { readonly order: Order }) {
  const { id, customer, item, quantity, amount, status, createdAt } = order;
  return (
    <tr data-testid="order-row" data-id={id}>
      <th scope="row">
        {customer}
        {/* On a phone, the contents of the columns that are hidden. */}
        <span className="narrow muted">
          {quantity} × {item} <span>{formatDay(createdAt)}</span>
        </span>
      </th>
      <td className="wide">{item}</td>
      <td className="wide number">{quantity}</td>
      <td className="number">{formatAmount(amount)}</td>
      <td>
        <span className="tag" data-status={status}>
          {status}
        </span>
      </td>
      <td className="wide muted" title={formatDate(createdAt)}>
        {formatDay(createdAt)}
      </td>
    </tr>
  );
}

function SortIcon({ column, sorting }: { readonly column: Column; readonly sorting: Sorting }) {
  const sorted = column === sorting.column;
  const Icon = !sorted ? IconSelector : sorting.descending ? IconChevronDown : IconChevronUp;
  return <Icon className="sort-icon" data-sorted={sorted} size={14} aria-hidden />;
}

function ariaSort(column: Column, sorting: Sorting): 'ascending' | 'descending' | 'none' {
  if (column !== sorting.column) return 'none';
  return sorting.descending ? 'descending' : 'ascending';
}
