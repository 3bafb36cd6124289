import { auth } from '../auth.js';
import { h } from '../dom/h.js';

const unreachable = ['network_error', 'timed_out'];

export type State = 'authenticated' | 'stale' | 'offline';

export function currentState(): State {
  const session = auth.getSession();
  if (!navigator.onLine) return 'offline';
  if (session.status !== 'stale') return 'authenticated';
  return unreachable.includes(session.error.code) ? 'offline' : 'stale';
}

/** Says how the session is doing, and is read out when that changes. */
export function createStateBadge(signal: AbortSignal): HTMLElement {
  const badge = h('span', { className: 'badge', role: 'status', 'data-testid': 'session-state' });
  const draw = () => {
    const state = currentState();
    if (badge.dataset.state === state) return;
    badge.dataset.state = state;
    badge.textContent = state;
  };
  signal.addEventListener('abort', auth.subscribe(draw));
  addEventListener('online', draw, { signal });
  addEventListener('offline', draw, { signal });
  draw();
  return badge;
}
