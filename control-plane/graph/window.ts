/** A span of time, cut where roll-ups begin and end. */
export interface Window {
  readonly since: Date;
  readonly until: Date;
  /** The full hours in it, from roll-ups: at or after, before. */
  readonly hoursFrom: Date;
  readonly hoursTo: Date;
}

const HOUR_MS = 3_600_000;

/** Cuts a window into whole hours and what is left at both ends, which is read from the records themselves. */
export function windowOf(since: Date, until: Date): Window {
  const from = Math.ceil(since.getTime() / HOUR_MS) * HOUR_MS;
  const to = Math.floor(until.getTime() / HOUR_MS) * HOUR_MS;
  if (to <= from) return { since, until, hoursFrom: until, hoursTo: until };
  return { since, until, hoursFrom: new Date(from), hoursTo: new Date(to) };
}
