import { useSyncExternalStore } from 'react';
import { timeline } from '../auth.js';
import type { Moment } from './timeline.js';

/** What happened to the session since the page was opened, newest first. */
export function useTimeline(): readonly Moment[] {
  return useSyncExternalStore(timeline.subscribe, timeline.moments);
}
