import { useAuth } from '@tandem-auth/react';
import { useMutation } from '@tanstack/react-query';

/** Downloads all orders as a file. A download has no Authorization header, so it uses a ticket. */
export function useExport() {
  const auth = useAuth();
  return useMutation({
    mutationFn: () => auth.ticket(),
    onSuccess: (ticket) => download(`/api/orders/export.csv?ticket=${encodeURIComponent(ticket)}`),
  });
}

/** Uses a download link, so that the page stays even if the server refuses. */
function download(url: string): void {
  const link = document.createElement('a');
  link.href = url;
  link.download = 'orders.csv';
  link.click();
}
