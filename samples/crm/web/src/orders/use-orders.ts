import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { addOrder, listOrders } from '../api/orders.js';

const queryKey = ['orders'];

export function useOrders() {
  return useQuery({ queryKey, queryFn: ({ signal }) => listOrders(signal) });
}

/** Adds an order; done when the list shows it. */
export function useAddOrder() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: addOrder,
    onSuccess: () => queryClient.invalidateQueries({ queryKey }),
  });
}
