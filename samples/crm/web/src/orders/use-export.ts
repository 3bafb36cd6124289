import { useAuth } from '@tandem-auth/react';
import { useMutation } from '@tanstack/react-query';

/** Saves all orders as a file. A download carries no access token: a ticket for one use does. */
export function useExport() {
  const auth = useAuth();
  return useMutation({
    mutationFn: () => auth.ticket(),
    onSuccess: (ticket) => download(`/api/orders/export.csv?ticket=${encodeURIComponent(ticket)}`),
  });
}

/** As a link to save: the page stays, whatever comes back. */
function download(url: string): void {
  const link = document.createElement('a');
  link.href = url;
  link.download = 'orders.csv';
  link.click();
}
