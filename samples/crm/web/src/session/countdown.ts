import { auth } from '../auth.js';
import { h } from '../dom/h.js';
import { formatCountdown } from '../words/format.js';

const tick = 250;

/** How long the access token is still good, as a bar and as a clock. */
export function createCountdown(signal: AbortSignal): HTMLElement {
  const clock = h('span', { className: 'clock', 'data-testid': 'session-expires-in' });
  const bar = h('progress', { className: 'bar', 'aria-label': 'Life left in the access token' });
  const hint = h('p', { className: 'hint' });

  function draw(): void {
    const { accessExpiresAt, expiresIn } = auth.getSession();
    const seconds = Math.max(0, (accessExpiresAt - performance.now()) / 1000);
    const text = formatCountdown(seconds);
    bar.max = expiresIn || 1;
    bar.value = seconds;
    bar.dataset.low = String(seconds < expiresIn * 0.15);
    if (clock.textContent === text) return;
    clock.textContent = text;
    clock.dataset.seconds = String(Math.ceil(seconds));
    hint.textContent =
      seconds > 0
        ? 'Then the next request renews it, unseen.'
        : 'It has run out. Your next click renews it.';
  }

  const timer = setInterval(draw, tick);
  signal.addEventListener('abort', () => clearInterval(timer));
  draw();
  return h(
    'div',
    { className: 'countdown' },
    h('div', { className: 'row' }, h('span', { className: 'label' }, 'Access token'), clock),
    bar,
    hint,
  );
}
