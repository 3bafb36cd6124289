import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type DeviceSession, endAllSessions, endSession, listSessions } from '../api/sessions.js';
import { auth } from '../auth.js';

const queryKey = ['sessions'];

export function useDevices() {
  return useQuery({ queryKey, queryFn: ({ signal }) => listSessions(signal) });
}

/** Ends one device's session; done when the list shows it. */
export function useEnding() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: ({ id }: DeviceSession) => endSession(id),
    // Also after a refusal: what is no longer there should not be shown.
    onSettled: () => queryClient.invalidateQueries({ queryKey }),
  });
}

/** Ends every session, then forgets the one in this browser: its other tabs follow. */
export function useEndingEverywhere() {
  return useMutation({
    mutationFn: endAllSessions,
    onSuccess: () => auth.signOut().catch(() => {}),
  });
}
