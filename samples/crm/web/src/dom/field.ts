import { h, type Props } from './h.js';

let count = 0;

/** An input with its label above it. */
export function field(label: string, props: Props<'input'>): [HTMLElement, HTMLInputElement] {
  const id = `field-${++count}`;
  const input = h('input', { ...props, id, className: 'input' });
  const wrapper = h('div', { className: 'field' }, h('label', { htmlFor: id }, label), input);
  return [wrapper, input];
}
