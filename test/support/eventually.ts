import { until } from './until.ts';

/** Looks until what is seen fits, and returns it. */
export async function eventually<T>(look: () => T | Promise<T>, holds: (seen: T) => boolean): Promise<T> {
  let seen = await look();
  if (!holds(seen)) {
    await until(async () => {
      seen = await look();
      return holds(seen);
    });
  }
  return seen;
}
