import { useSyncExternalStore } from 'react';
import { timeline } from '../auth.js';
import { formatTime } from '../words/format.js';
import type { Generation, TimelineEntry } from './timeline.js';

const causes: Readonly<Record<Generation['cause'], string>> = {
  'sign-in': 'Signed in',
  start: 'Page opened',
  proactive: 'Renewed ahead of its end',
  expired: 'Access token had run out',
  '401': 'API refused the old token',
  manual: 'Refreshed by hand',
};

/** What happened to the session since the page was opened, newest first. */
export function useTimeline(): readonly TimelineEntry[] {
  return useSyncExternalStore(timeline.subscribe, timeline.entries);
}

/** The timeline as a list. Screen readers read new entries out. */
export function TimelineList() {
  const entries = useTimeline();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: the list has to scroll by keyboard as well
    <div className="timeline-frame" role="log" aria-label="Refreshes of this session" tabIndex={0}>
      <ol className="timeline" data-testid="session-timeline">
        {entries.map((entry) => (
          <Entry key={entry.id} entry={entry} />
        ))}
      </ol>
    </div>
  );
}

function Entry({ entry }: { readonly entry: TimelineEntry }) {
  const time = <time dateTime={new Date(entry.at).toISOString()}>{formatTime(entry.at)}</time>;
  if (entry.kind === 'trouble') {
    return (
      <li className="timeline-entry" data-kind="trouble" data-testid="timeline-note">
        <span className="timeline-entry-title">No refresh</span>
        {time}
        <span className="timeline-entry-cause">{entry.title} The session is kept.</span>
      </li>
    );
  }
  const { generation, cause, source } = entry;
  return (
    <li
      className="timeline-entry"
      data-testid="timeline-entry"
      data-generation={generation}
      data-cause={cause}
      data-source={source}
    >
      <span className="timeline-entry-title">Generation {generation}</span>
      {time}
      <span className="timeline-entry-cause">{causes[cause]}</span>
      <span className="tag">{source === 'this-tab' ? 'this tab' : 'other tab'}</span>
    </li>
  );
}
