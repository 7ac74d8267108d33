/** Whether a call may go on, and what it has to give back. */
export type LimitOutcome =
  | { readonly kind: 'granted'; readonly release: () => void }
  | { readonly kind: 'refused'; readonly what: string; readonly retryAfterS: number };

/** Counts of this node. Several nodes each count for themselves unless a shared counter is put behind the same interface. */
export interface Limits {
  /** One request of a key of counting (an application, or an application and a tool) within `perMinute`; 0 is no bound. */
  takeRate(key: string, perMinute: number): number;
  /** One of `max` places; false when all are taken. Give back with `leave`. */
  enter(key: string, max: number): boolean;
  leave(key: string): void;
  /** Places now taken. */
  inUse(key: string): number;
}

/**
 * Rates as a bucket that fills evenly, places as a count.
 *
 * Returns: from `takeRate` 0 when granted, else the seconds after which it will be.
 * Cost: one map lookup each; buckets nobody drew from for a minute are dropped when there are many.
 */
export function createLimits(nowMs: () => number, maxKeys = 100_000): Limits {
  const buckets = new Map<string, { tokens: number; atMs: number }>();
  const places = new Map<string, number>();
  return {
    takeRate(key, perMinute) {
      if (perMinute <= 0) return 0;
      const now = nowMs();
      let bucket = buckets.get(key);
      if (bucket === undefined) {
        if (buckets.size >= maxKeys) for (const [old, { atMs }] of buckets) if (now - atMs > 60_000) buckets.delete(old);
        if (buckets.size >= maxKeys) buckets.delete(buckets.keys().next().value as string);
        buckets.set(key, (bucket = { tokens: perMinute, atMs: now }));
      }
      const perMs = perMinute / 60_000;
      bucket.tokens = Math.min(perMinute, bucket.tokens + Math.max(0, now - bucket.atMs) * perMs);
      bucket.atMs = now;
      if (bucket.tokens >= 1) {
        bucket.tokens--;
        return 0;
      }
      return Math.max(1, Math.ceil((1 - bucket.tokens) / perMs / 1000));
    },
    enter(key, max) {
      const used = places.get(key) ?? 0;
      if (used >= max) return false;
      places.set(key, used + 1);
      return true;
    },
    leave(key) {
      const used = places.get(key) ?? 0;
      if (used <= 1) places.delete(key);
      else places.set(key, used - 1);
    },
    inUse: (key) => places.get(key) ?? 0,
  };
}
