import { formatTime } from '../words/format.js';
import type { Generation, Moment } from './timeline.js';
import { useTimeline } from './use-timeline.js';

const causes: Readonly<Record<Generation['cause'], string>> = {
  'sign-in': 'Signed in',
  start: 'Page opened',
  proactive: 'Renewed ahead of its end',
  expired: 'Access token had run out',
  '401': 'API refused the old token',
  manual: 'Refreshed by hand',
};

/** The session's life as a list, newest first; additions are read out. */
export function TimelineList() {
  const moments = useTimeline();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to scroll by keyboard as well
    <div className="timeline-frame" role="log" aria-label="Refreshes of this session" tabIndex={0}>
      <ol className="timeline" data-testid="session-timeline">
        {moments.map((moment) => (
          <Entry key={moment.id} moment={moment} />
        ))}
      </ol>
    </div>
  );
}

function Entry({ moment }: { readonly moment: Moment }) {
  const time = <time dateTime={new Date(moment.at).toISOString()}>{formatTime(moment.at)}</time>;
  if (moment.kind === 'trouble') {
    return (
      <li className="moment" data-kind="trouble" data-testid="timeline-note">
        <span className="moment-title">No refresh</span>
        {time}
        <span className="moment-cause">{moment.title} The session is kept.</span>
      </li>
    );
  }
  const { generation, cause, source } = moment;
  return (
    <li
      className="moment"
      data-testid="timeline-entry"
      data-generation={generation}
      data-cause={cause}
      data-source={source}
    >
      <span className="moment-title">Generation {generation}</span>
      {time}
      <span className="moment-cause">{causes[cause]}</span>
      <span className="tag">{source === 'this-tab' ? 'this tab' : 'other tab'}</span>
    </li>
  );
}
