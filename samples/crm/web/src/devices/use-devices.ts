import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type DeviceSession, endAllSessions, endSession, listSessions } from '../api/sessions.js';
import { auth } from '../auth.js';

const queryKey = ['sessions'];

export function useDevices() {
  return useQuery({ queryKey, queryFn: ({ signal }) => listSessions(signal) });
}

/** Ends the session of one device. Done once the list has been loaded again. */
export function useEndSession() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: ({ id }: DeviceSession) => endSession(id),
    // Also after a refusal, because the session may be gone already.
    onSettled: () => queryClient.invalidateQueries({ queryKey }),
  });
}

/** Ends every session, then signs out in this browser, so that its other tabs follow. */
export function useEndAllSessions() {
  return useMutation({
    mutationFn: endAllSessions,
    onSuccess: () => auth.signOut().catch(() => {}),
  });
}
