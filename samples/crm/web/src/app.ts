import { auth } from './auth.js';
import { navigate, onNavigate } from './navigation/router.js';
import { decideScreen, type Screen } from './navigation/screen.js';
import { recordTimeline } from './session/timeline.js';
import { createLoginView } from './views/login-view.js';
import { createShell } from './views/shell.js';
import { createLoadingView, createUnreachableView } from './views/waiting-view.js';

/** Shows what belongs to the session's state and the address, and keeps showing it. */
export function runApp(root: HTMLElement): void {
  const timeline = recordTimeline(auth);
  let shown = '';
  let leave = new AbortController();
  let openPage: (path: string) => void = () => {};

  /** Replaces the screen, unless it is there already: a refresh must not disturb what is typed. */
  function show(key: string, create: (signal: AbortSignal) => HTMLElement): void {
    if (key === shown) return;
    shown = key;
    leave.abort();
    leave = new AbortController();
    root.replaceChildren(create(leave.signal));
    root.querySelector('input')?.focus();
  }

  function draw(): void {
    const screen = decideScreen(auth.getSession(), new URL(location.href));
    if (screen.kind === 'redirect') navigate(screen.to, 'replace');
    else if (screen.kind === 'loading') show('loading', createLoadingView);
    else if (screen.kind === 'login') show(`login ${screen.reason}`, createLoginView);
    else if (screen.kind === 'page') drawPage(screen);
    else show('unreachable', () => createUnreachableView(screen.error));
  }

  function drawPage({ user, path }: Extract<Screen, { kind: 'page' }>): void {
    show(`shell ${user.id}`, (signal) => {
      const shell = createShell(user, timeline, signal);
      openPage = shell.open;
      return shell.element;
    });
    openPage(path);
  }

  auth.subscribe(draw);
  onNavigate(draw);
  draw();
  // What came of it, the screen shows.
  auth.start().catch(() => {});
}
