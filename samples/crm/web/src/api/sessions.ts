import { request } from './request.js';

/** A session of the person: a device they are signed in on. */
export interface DeviceSession {
  readonly id: string;
  /** Whether it is the session of this request. */
  readonly current: boolean;
  readonly createdAt: string;
  /** Rounded down to the hour. */
  readonly lastUsedAt: string;
  readonly expiresAt: string;
  /** The network it was last used from, not the full address. */
  readonly ip: string;
  readonly userAgent: string;
}

export function listSessions(signal: AbortSignal): Promise<readonly DeviceSession[]> {
  return request('/api/auth/sessions', { signal });
}

export function endSession(id: string): Promise<void> {
  return request(`/api/auth/sessions/${encodeURIComponent(id)}`, { method: 'DELETE' });
}

/** Ends all sessions, this one included. */
export function endAllSessions(): Promise<void> {
  return request('/api/auth/logout-all', { method: 'POST' });
}
