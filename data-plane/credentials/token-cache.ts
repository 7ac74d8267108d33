import { LRUCache } from 'lru-cache';

/**
 * Where nodes share opaque, sealed text for a while.
 *
 * Nothing here ever throws or waits long: a store that is down is a miss, and what is set is lost.
 */
export interface TokenCache {
  /** Null where nothing is kept, and where the store cannot be asked. */
  get(key: string): Promise<string | null>;
  /** Keeps a value of at most 32 KiB. */
  set(key: string, value: string, ttlMs: number): Promise<void>;
  delete(keys: readonly string[]): Promise<void>;
  close(): Promise<void>;
}

/** Longest value that is kept. */
export const MAX_CACHED_LENGTH = 32 * 1024;

/** The cache of a node without Redis: its own memory, at most 50,000 values. */
export function memoryTokenCache(now: () => number): TokenCache {
  const kept = new LRUCache<string, { readonly value: string; readonly untilMs: number }>({ max: 50_000 });
  return {
    get(key) {
      const found = kept.get(key);
      if (found !== undefined && found.untilMs > now()) return Promise.resolve(found.value);
      kept.delete(key);
      return Promise.resolve(null);
    },
    set(key, value, ttlMs) {
      if (value.length <= MAX_CACHED_LENGTH && ttlMs > 0) kept.set(key, { value, untilMs: now() + ttlMs });
      return Promise.resolve();
    },
    delete(keys) {
      for (const key of keys) kept.delete(key);
      return Promise.resolve();
    },
    close() {
      kept.clear();
      return Promise.resolve();
    },
  };
}
