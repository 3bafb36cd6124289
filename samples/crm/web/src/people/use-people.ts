import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { deleteUser, listUsers, type Person } from '../api/users.js';

const queryKey = ['users'];

export function usePeople() {
  return useQuery({ queryKey, queryFn: ({ signal }) => listUsers(signal) });
}

/** Deletes an account. Done once the list has been loaded again. */
export function useDeleteUser() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: ({ id }: Person) => deleteUser(id),
    onSuccess: () => queryClient.invalidateQueries({ queryKey }),
  });
}
