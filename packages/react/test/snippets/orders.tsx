import { useAuth } from '@tandem-auth/react';
import { useQuery } from '@tanstack/react-query';

export function Orders() {
  const auth = useAuth();
  const { data = [] } = useQuery({
    queryKey: ['orders'],
    async queryFn({ signal }): Promise<{ id: string; title: string }[]> {
      const answer = await auth.fetch('/api/orders', { signal });
      if (!answer.ok) throw new Error(`Orders: ${answer.status}`);
      return answer.json();
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
