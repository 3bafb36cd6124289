import type { User } from '@tandem-auth/client';
import { auth } from '../auth.js';
import { h } from '../dom/h.js';
import { follow } from '../navigation/router.js';
import { createSessionPanel } from '../session/session-panel.js';
import type { Timeline } from '../session/timeline.js';
import { pageAt } from './pages.js';
import { createStaleBanner } from './stale-banner.js';

/** The frame around every page of somebody who is signed in. */
export interface Shell {
  readonly element: HTMLElement;
  open(path: string): void;
}

export function createShell(user: User, timeline: Timeline, signal: AbortSignal): Shell {
  const main = h('main', { id: 'main', tabIndex: -1 });
  const anchors = [
    h('a', { href: '/', 'data-testid': 'nav-orders', onclick: follow }, 'Orders'),
    h('a', { href: '/users', 'data-testid': 'nav-users', onclick: follow }, 'People'),
  ];
  let opened: string | undefined;
  let leave = new AbortController();
  signal.addEventListener('abort', () => leave.abort());

  function open(path: string): void {
    if (path === opened) return;
    opened = path;
    leave.abort();
    leave = new AbortController();
    const page = pageAt(path);
    document.title = `${page.title} · Tandem CRM`;
    main.replaceChildren(page.create(leave.signal));
    for (const anchor of anchors) {
      if (anchor.pathname === path) anchor.setAttribute('aria-current', 'page');
      else anchor.removeAttribute('aria-current');
    }
    // Tells keyboard and screen reader users that the page has changed.
    main.querySelector<HTMLElement>('h1')?.focus({ preventScroll: true });
  }

  return { element: frame(user, anchors, main, timeline, signal), open };
}

function frame(
  user: User,
  anchors: readonly HTMLElement[],
  main: HTMLElement,
  timeline: Timeline,
  signal: AbortSignal,
): HTMLElement {
  const signOut = h(
    'button',
    { type: 'button', className: 'button quiet', 'data-testid': 'sign-out', onclick: leave },
    'Sign out',
  );
  return h(
    'div',
    { className: 'shell' },
    h('a', { href: '#main', className: 'skip' }, 'Skip to content'),
    h(
      'header',
      { className: 'topbar' },
      h('img', { src: '/logo.svg', alt: '', width: 30, height: 30 }),
      h('span', { className: 'brand' }, 'Tandem CRM'),
      h('nav', { 'aria-label': 'Pages' }, ...anchors),
      h('span', { className: 'who', 'data-testid': 'user-email' }, user.email),
      signOut,
    ),
    createStaleBanner(signal),
    h('div', { className: 'columns' }, main, createSessionPanel(timeline, signal)),
  );
}

/** Signed out here at once; the client tells the server as soon as it can. */
function leave(): void {
  auth.signOut().catch(() => {});
}
