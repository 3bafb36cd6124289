import type { AuthError } from '@tandem-auth/client';
import { auth } from '../auth.js';
import { h } from '../dom/h.js';
import { createNotice } from '../dom/notice.js';
import { describe } from '../words/trouble.js';

/** While the session is being restored. */
export function createLoadingView(): HTMLElement {
  return h(
    'main',
    { className: 'splash', 'aria-busy': 'true' },
    logo(),
    h('p', null, 'One moment…'),
  );
}

/** When nothing could be learned about the session: it may well be fine, so nobody is sent away. */
export function createUnreachableView(error: AuthError): HTMLElement {
  const notice = createNotice('page-error');
  const retry = h(
    'button',
    { type: 'button', className: 'button primary', 'data-testid': 'retry', onclick: tryAgain },
    'Try again',
  );

  function say(problem: unknown): void {
    const { title, detail } = describe(problem);
    notice.show('bad', title, detail);
  }

  async function tryAgain(): Promise<void> {
    retry.disabled = true;
    await auth.refresh().catch(say);
    retry.disabled = false;
  }

  say(error);
  return h('main', { className: 'splash' }, logo(), notice.element, retry);
}

const logo = () => h('img', { src: '/logo.svg', alt: 'Tandem CRM', width: 52, height: 52 });
