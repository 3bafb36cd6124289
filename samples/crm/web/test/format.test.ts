import { expect, it } from 'vitest';
import { formatCountdown, formatDate } from '../src/words/format.js';

it.each([
  [900, '15:00'],
  [899.2, '15:00'],
  [899, '14:59'],
  [61, '1:01'],
  [0.1, '0:01'],
  [0, '0:00'],
  [-5, '0:00'],
  [3600, '1:00:00'],
  [7325, '2:02:05'],
])('%d seconds are shown as %s', (seconds, text) => {
  expect(formatCountdown(seconds)).toBe(text);
});

it('A date that is none is a dash', () => {
  expect(formatDate('soon')).toBe('—');
});
