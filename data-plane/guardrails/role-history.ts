import type { ArgumentRole } from '../detectors/detector.ts';

interface Seen {
  total: number;
  urls: number;
  paths: number;
}

const MAX_ARGUMENTS = 10_000;
const MIN_SEEN = 20;
const MIN_SHARE = 0.95;
const MAX_COUNT = 1_000_000;

/**
 * What values an argument had before: where nearly all were URLs or paths, it is judged as that too, besides as text.
 *
 * History only ever adds a role, so that nobody can train a guard away by sending harmless calls first.
 * Shape: counts only, no values; bounded, the argument unseen for longest goes first.
 */
export class RoleHistory {
  private readonly seen = new Map<string, Seen>();

  /** Counts a value that was let through. */
  observe(argument: string, value: string): void {
    let seen = this.seen.get(argument);
    if (seen === undefined) {
      const oldest = this.seen.size >= MAX_ARGUMENTS ? this.seen.keys().next().value : undefined;
      if (oldest !== undefined) this.seen.delete(oldest);
      seen = { total: 0, urls: 0, paths: 0 };
    } else this.seen.delete(argument);
    this.seen.set(argument, seen);
    if (seen.total >= MAX_COUNT) return;
    seen.total++;
    if (URL_SHAPE.test(value)) seen.urls++;
    else if (PATH_SHAPE.test(value)) seen.paths++;
  }

  /** The role that what was seen suggests, null where it suggests none. */
  roleOf(argument: string): ArgumentRole | null {
    const seen = this.seen.get(argument);
    if (seen === undefined || seen.total < MIN_SEEN) return null;
    if (seen.urls >= seen.total * MIN_SHARE) return 'url';
    return seen.paths >= seen.total * MIN_SHARE ? 'path' : null;
  }
}

const URL_SHAPE = /^[a-z][a-z0-9+.-]{1,20}:\/\/\S{1,2000}$/i;
const PATH_SHAPE = /^(?:\.{0,2}\/|~\/|[A-Za-z]:[\\/])?[\w.@ -]{1,200}(?:[\\/][\w.@ -]{0,200}){1,60}$/;
