import { h } from '../dom/h.js';
import { formatTime } from '../words/format.js';
import type { Moment, Timeline } from './timeline.js';

const causes: Readonly<Record<Extract<Moment, { kind: 'generation' }>['cause'], string>> = {
  'sign-in': 'Signed in',
  start: 'Page opened',
  expired: 'Access token had run out',
  '401': 'API refused the old token',
  manual: 'Refreshed by hand',
  proactive: 'Renewed ahead of its end',
};

/** The session's life as a list, newest first; additions are read out. */
export function createTimelineList(timeline: Timeline, signal: AbortSignal): HTMLElement {
  const list = h('ol', { className: 'timeline', 'data-testid': 'session-timeline' });
  const draw = () => list.replaceChildren(...timeline.moments.map(entry));
  timeline.onChange(draw, signal);
  draw();
  return h('div', { role: 'log', 'aria-label': 'Refreshes of this session' }, list);
}

function entry(moment: Moment): HTMLElement {
  const time = h('time', { dateTime: new Date(moment.at).toISOString() }, formatTime(moment.at));
  if (moment.kind === 'trouble') {
    return h(
      'li',
      { className: 'moment', 'data-kind': 'trouble', 'data-testid': 'timeline-note' },
      h('span', { className: 'moment-title' }, 'No refresh'),
      time,
      h('span', { className: 'moment-cause' }, `${moment.title} The session is kept.`),
    );
  }
  const { generation, cause, source } = moment;
  return h(
    'li',
    {
      className: 'moment',
      'data-testid': 'timeline-entry',
      'data-generation': String(generation),
      'data-cause': cause,
      'data-source': source,
    },
    h('span', { className: 'moment-title' }, `Generation ${generation}`),
    time,
    h('span', { className: 'moment-cause' }, causes[cause]),
    h('span', { className: 'tag' }, source === 'this-tab' ? 'this tab' : 'other tab'),
  );
}
