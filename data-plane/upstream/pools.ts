import { LRUCache } from 'lru-cache';
import { Pool } from 'undici';
import { guardedConnector } from '../lib/guarded-dialer.ts';

/** Keep-alive connections to upstreams. */
export interface UpstreamPools {
  /**
   * The connections to an origin, opened through the guarded dialer.
   *
   * `isolation` keeps callers apart where a connection must not be shared between them; empty for shared.
   */
  get(origin: string, allowedPrivateTargets: readonly string[], isolation: string): Pool;
  stop(): Promise<void>;
}

/** Pools by origin, the private targets that may be reached, and isolation; the least used go when there are too many. */
export function createUpstreamPools(options: { connections: number; connectTimeoutMs: number; maxPools?: number }): UpstreamPools {
  const pools = new LRUCache<string, Pool>({
    max: options.maxPools ?? 1_000,
    // Calls in flight finish; nothing new starts on a pool that was dropped.
    dispose: (pool) => void pool.close().catch(() => undefined),
  });
  return {
    get(origin, allowed, isolation) {
      const key = `${origin}\0${allowed.join(',')}\0${isolation}`;
      let pool = pools.get(key);
      if (pool === undefined) {
        pool = new Pool(origin, {
          connections: options.connections,
          pipelining: 1,
          connect: guardedConnector(allowed, options.connectTimeoutMs),
          headersTimeout: 0,
          bodyTimeout: 0,
          keepAliveTimeout: 30_000,
          keepAliveMaxTimeout: 600_000,
          maxHeaderSize: 32 * 1024,
        });
        pools.set(key, pool);
      }
      return pool;
    },
    async stop() {
      const all = [...pools.values()];
      await Promise.all(all.map((pool) => pool.destroy().catch(() => undefined)));
      pools.clear();
    },
  };
}
