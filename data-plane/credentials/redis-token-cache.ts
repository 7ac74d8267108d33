import { Redis } from 'ioredis';
import type { Log } from '../lib/log.ts';
import { MAX_CACHED_LENGTH, type TokenCache } from './token-cache.ts';

/** A Redis that nodes share. */
export interface RedisTokenCacheOptions {
  /** `redis://` or `rediss://`; may hold a password, so it is never logged. */
  readonly url: string;
  readonly log: Log;
  /** Longest wait for an answer. */
  readonly timeoutMs?: number;
  /** In front of every key. */
  readonly prefix?: string;
}

/** A Redis cache and how it stands, for `/readyz`. */
export interface RedisTokenCache extends TokenCache {
  status(): { readonly isConnected: boolean; readonly failures: number };
}

const TIMEOUT_MS = 200;
const RECONNECT_CEILING_MS = 2_000;
/** After a failure nothing is asked for this long, so that a Redis that hangs is waited for once and not by every call. */
const SKIP_MS = 1_000;

/**
 * The cache in Redis. A Redis that is away costs nothing while it is known to be away (commands fail at once), and at
 * most `timeoutMs` once a second when it stops answering; either way the caller sees a miss.
 */
export function redisTokenCache(options: RedisTokenCacheOptions): RedisTokenCache {
  const { log, timeoutMs = TIMEOUT_MS } = options;
  const redis = new Redis(options.url, {
    keyPrefix: options.prefix ?? 'portcullis:',
    enableOfflineQueue: false,
    maxRetriesPerRequest: 1,
    commandTimeout: timeoutMs,
    connectTimeout: 2_000,
    retryStrategy: (attempt) => Math.min(RECONNECT_CEILING_MS, 50 * attempt) * (0.5 + Math.random() / 2),
  });
  let failures = 0;
  let isAway = false;
  let skipUntil = 0;
  let isClosing = false;
  redis.on('error', (error: NodeJS.ErrnoException) => away(error));
  redis.on('close', () => {
    if (!isClosing && !isAway) away(new Error('the connection was closed'));
  });
  redis.on('ready', back);

  function back(): void {
    if (isAway) log.info({}, 'Redis answers again');
    isAway = false;
    skipUntil = 0;
  }

  function away(error: unknown): void {
    failures += 1;
    const { code, message } = error as NodeJS.ErrnoException;
    if (!isAway) log.warn({ reason: code ?? message }, 'Redis cannot be used; nodes keep tokens to themselves until it answers');
    isAway = true;
  }

  /** Redis being slow or away is a miss, never a fault. */
  async function orMiss<T>(work: () => Promise<T>, miss: T): Promise<T> {
    if (redis.status !== 'ready' || performance.now() < skipUntil) return miss;
    try {
      const answer = await work();
      if (isAway) back();
      return answer;
    } catch (error) {
      skipUntil = performance.now() + SKIP_MS;
      away(error);
      return miss;
    }
  }

  return {
    get: (key) => orMiss(() => redis.get(key), null),
    async set(key, value, ttlMs) {
      const wholeMs = Math.floor(ttlMs);
      if (value.length > MAX_CACHED_LENGTH || wholeMs < 1) return;
      await orMiss(() => redis.set(key, value, 'PX', wholeMs), null);
    },
    async delete(keys) {
      if (keys.length > 0) await orMiss(() => redis.del(...keys), 0);
    },
    status: () => ({ isConnected: redis.status === 'ready' && !isAway, failures }),
    async close() {
      isClosing = true;
      redis.disconnect();
      await Promise.resolve();
    },
  };
}
