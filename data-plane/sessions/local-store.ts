import { LRUCache } from 'lru-cache';
import type { SessionStore } from './store.ts';

/**
 * The store of a node that stands alone: bounded maps in this process. Several nodes of one process may share one.
 *
 * Misses: another process knows nothing of what is in here.
 */
export function createLocalSessionStore(): SessionStore {
  const ended = new LRUCache<string, true>({ max: 50_000, ttl: 1, ttlAutopurge: false, ttlResolution: 1000 });
  const facts = new LRUCache<string, string>({ max: 50_000, ttl: 1, ttlResolution: 1000 });
  const listeners = new Map<string, Set<(message: string) => void>>();
  return {
    end: (key, ttlMs) => void ended.set(key, true, { ttl: ttlMs }),
    hasEnded: (key) => Promise.resolve(ended.has(key)),
    read: (key, field) => Promise.resolve(facts.get(`${key}\0${field}`) ?? null),
    write: (key, field, value, ttlMs) => void facts.set(`${key}\0${field}`, value, { ttl: ttlMs }),
    publish(channel, message) {
      for (const listener of listeners.get(channel) ?? []) queueMicrotask(() => listener(message));
    },
    subscribe(channel, listener) {
      let set = listeners.get(channel);
      if (set === undefined) listeners.set(channel, (set = new Set()));
      set.add(listener);
      return () => {
        set.delete(listener);
        if (set.size === 0) listeners.delete(channel);
      };
    },
    stop: () => Promise.resolve(),
  };
}
