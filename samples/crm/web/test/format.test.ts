import { expect, it } from 'vitest';
import { formatAgo, formatCountdown, formatDate } from '../src/words/format.js';

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

it.each([
  ['2026-11-09T11:00:00Z', 'within the last hour'],
  ['2026-11-09T13:00:00Z', 'within the last hour'],
  ['2026-11-09T10:30:00Z', 'about 1 hour ago'],
  ['2026-11-08T13:00:00Z', 'about 22 hours ago'],
  ['2026-11-08T11:00:00Z', 'yesterday'],
  ['2026-11-05T11:00:00Z', '4 days ago'],
  ['soon', '—'],
])('%s is %s, seen from noon of 9 November', (at, words) => {
  expect(formatAgo(at, Date.parse('2026-11-09T11:59:00Z'))).toBe(words);
});
