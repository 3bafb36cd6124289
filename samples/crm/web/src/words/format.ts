const amount = new Intl.NumberFormat(undefined, {
  minimumFractionDigits: 2,
  maximumFractionDigits: 2,
});
const moment = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });
const day = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium' });
const time = new Intl.DateTimeFormat(undefined, { timeStyle: 'medium' });

export const formatAmount = (value: number): string => amount.format(value);

export const formatTime = (wallClock: number): string => time.format(wallClock);

/** A date with its time, or a dash if it cannot be parsed. */
export const formatDate = (value: string): string => format(moment, value);

/** The same without the time. */
export const formatDay = (value: string): string => format(day, value);

function format(style: Intl.DateTimeFormat, value: string): string {
  const at = Date.parse(value);
  return Number.isNaN(at) ? '—' : style.format(at);
}

/** Seconds as 14:05 or 1:00:00. Never negative. */
export function formatCountdown(seconds: number): string {
  const left = Math.max(0, Math.ceil(seconds));
  const parts = [Math.floor(left / 3600), Math.floor(left / 60) % 60, left % 60];
  const shown = parts[0] === 0 ? parts.slice(1) : parts;
  return shown.map((part, index) => (index ? String(part).padStart(2, '0') : part)).join(':');
}

const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });
const hour = 3_600_000;

/** How long ago, in whole hours: the server rounds times down to the hour. */
export function formatAgo(value: string, now: number): string {
  const hours = Math.floor((now - Date.parse(value)) / hour);
  if (Number.isNaN(hours)) return '—';
  if (hours < 1) return 'within the last hour';
  if (hours < 24) return `about ${relative.format(-hours, 'hour')}`;
  return relative.format(-Math.floor(hours / 24), 'day');
}
