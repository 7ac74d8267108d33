/** How figures and times are written everywhere in the console. */
const relative = new Intl.RelativeTimeFormat(undefined, { numeric: 'auto' });
const exact = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' });
const whole = new Intl.NumberFormat();
const short = new Intl.NumberFormat(undefined, { notation: 'compact', maximumFractionDigits: 1 });

export function ago(iso: string, nowMs = Date.now()): string {
  const seconds = Math.round((Date.parse(iso) - nowMs) / 1000);
  const size = Math.abs(seconds);
  if (size < 5) return 'just now';
  if (size < 90) return relative.format(seconds, 'second');
  if (size < 5400) return relative.format(Math.round(seconds / 60), 'minute');
  if (size < 129_600) return relative.format(Math.round(seconds / 3600), 'hour');
  return relative.format(Math.round(seconds / 86_400), 'day');
}

export const at = (iso: string): string => exact.format(new Date(iso));
export const count = (value: number): string => whole.format(value);
export const brief = (value: number): string => short.format(value);
export const ms = (value: number): string =>
  value >= 1000 ? `${(value / 1000).toFixed(1)} s` : value >= 10 ? `${Math.round(value)} ms` : `${value.toFixed(1)} ms`;
export const bytes = (value: number): string =>
  value < 1024 ? `${value} B` : value < 1_048_576 ? `${(value / 1024).toFixed(1)} KB` : `${(value / 1_048_576).toFixed(1)} MB`;
export const words = (value: string): string => value.toLowerCase().replaceAll('_', ' ');
