import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { deleteUser, listUsers, type Person } from '../api/users.js';

const queryKey = ['users'];

export function usePeople() {
  return useQuery({ queryKey, queryFn: ({ signal }) => listUsers(signal) });
}

/** Deletes somebody's account; done when the list shows it. */
export function useDeletion() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: ({ id }: Person) => deleteUser(id),
    onSuccess: () => queryClient.invalidateQueries({ queryKey }),
  });
}
