import { h } from './h.js';

export type Tone = 'info' | 'good' | 'bad';

/** A message that screen readers hear when it changes. Empty means hidden. */
export interface Notice {
  readonly element: HTMLElement;
  show(tone: Tone, title: string, detail?: string): void;
  clear(): void;
}

export function createNotice(testId: string): Notice {
  // The live region has to exist before its text does, or the first message is not read out.
  const element = h('div', {
    id: testId,
    className: 'notice',
    'aria-live': 'polite',
    'data-testid': testId,
  });
  return {
    element,
    show(tone, title, detail) {
      element.dataset.tone = tone;
      element.setAttribute('role', tone === 'bad' ? 'alert' : 'status');
      element.replaceChildren(h('strong', null, title), detail ? h('p', null, detail) : '');
    },
    clear() {
      delete element.dataset.tone;
      element.replaceChildren();
    },
  };
}
