import { useAuth } from '@tandem-auth/react';
import { useQuery } from '@tanstack/react-query';

export function Orders() {
  const auth = useAuth();
  const { data = [] } = useQuery({
    queryKey: ['orders'],
    async queryFn({ signal }): Promise<{ id: string; title: string }[]> {
      const response = await auth.fetch('/api/orders', { signal });
      if (!response.ok) throw new Error(`Orders: ${response.status}`);
      return response.json();
    },
  });
  return (
    <ul>
      {data.map(({ id, title }) => (
        <li key={id}>{title}</li>
      ))}
    </ul>
  );
}
