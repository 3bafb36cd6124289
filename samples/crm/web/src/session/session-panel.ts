import { auth } from '../auth.js';
import { h } from '../dom/h.js';
import { createNotice } from '../dom/notice.js';
import { formatDate } from '../words/format.js';
import { describe } from '../words/trouble.js';
import { createCountdown } from './countdown.js';
import { createStateBadge } from './state-badge.js';
import type { Timeline } from './timeline.js';
import { createTimelineList } from './timeline-list.js';

/** Shows the session living: what an application normally leaves unseen. */
export function createSessionPanel(timeline: Timeline, signal: AbortSignal): HTMLElement {
  const generation = h('span', { className: 'figure', 'data-testid': 'session-generation' });
  const ends = h('time', { 'data-testid': 'session-ends' });
  const notice = createNotice('session-message');
  const button = h(
    'button',
    { type: 'button', className: 'button quiet', 'data-testid': 'refresh-now', onclick: refresh },
    'Refresh now',
  );

  async function refresh(): Promise<void> {
    button.disabled = true;
    notice.clear();
    try {
      await auth.refresh();
    } catch (error) {
      notice.show('info', 'Not refreshed.', describe(error).detail);
    } finally {
      button.disabled = false;
    }
  }

  function draw(): void {
    const { session, status } = auth.getSession();
    if (!session) return;
    if (status === 'authenticated') notice.clear();
    generation.textContent = String(session.generation);
    ends.dateTime = session.expiresAt;
    ends.textContent = formatDate(session.expiresAt);
  }

  signal.addEventListener('abort', auth.subscribe(draw));
  draw();
  return h(
    'aside',
    { className: 'card panel', 'aria-label': 'Your session' },
    h('div', { className: 'row' }, h('h2', null, 'Your session'), createStateBadge(signal)),
    h(
      'dl',
      { className: 'facts' },
      h('div', null, h('dt', null, 'Generation'), h('dd', null, generation)),
      h('div', null, h('dt', null, 'Ends if unused'), h('dd', null, ends)),
    ),
    createCountdown(signal),
    button,
    notice.element,
    h(
      'section',
      null,
      h('h3', null, 'Generation by generation'),
      createTimelineList(timeline, signal),
    ),
  );
}
