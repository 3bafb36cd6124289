import { auth } from '../auth.js';
import { h } from '../dom/h.js';
import { describe } from '../words/trouble.js';

/** Says that the session could not be refreshed, and that this is no reason to worry. */
export function createStaleBanner(signal: AbortSignal): HTMLElement {
  const banner = h('div', { className: 'banner', role: 'status', 'data-testid': 'stale-banner' });
  const signInAgain = h(
    'button',
    {
      type: 'button',
      className: 'button quiet',
      onclick: () => void auth.signOut().catch(() => {}),
    },
    'Sign in again',
  );

  function draw(): void {
    const session = auth.getSession();
    banner.replaceChildren();
    if (session.status !== 'stale') return;
    const { title } = describe(session.error);
    // Waiting does not bring a lost cookie back; signing in again does.
    if (session.error.code === 'cookie_not_kept') banner.append(`${title} `, signInAgain);
    else banner.append(`${title} You stay signed in; the next request tries again.`);
  }

  signal.addEventListener('abort', auth.subscribe(draw));
  draw();
  return banner;
}
