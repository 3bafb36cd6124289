import { useAuth } from '@tandem-auth/react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { addOrder, listOrders, type Order } from '../api/orders.js';
import { followOrders } from './order-stream.js';

const queryKey = ['orders'];

/** The orders, updated while they are on the screen. */
export function useOrders() {
  const auth = useAuth();
  const queryClient = useQueryClient();
  useEffect(() => {
    const unmounted = new AbortController();
    const onUpdate = (order: Order | null) => {
      if (!order) void queryClient.invalidateQueries({ queryKey });
      else queryClient.setQueryData<readonly Order[]>(queryKey, (known) => join(known, order));
    };
    followOrders(auth, onUpdate, unmounted.signal);
    return () => unmounted.abort();
  }, [auth, queryClient]);
  return useQuery({ queryKey, queryFn: ({ signal }) => listOrders(signal) });
}

/** Adds an order. Done once the list has been loaded again. */
export function useAddOrder() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: addOrder,
    onSuccess: () => queryClient.invalidateQueries({ queryKey }),
  });
}

const join = (known: readonly Order[] | undefined, order: Order): readonly Order[] | undefined =>
  known && [order, ...known.filter(({ id }) => id !== order.id)];
