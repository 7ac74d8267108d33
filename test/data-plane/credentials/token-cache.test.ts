import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { redisTokenCache } from '../../../data-plane/credentials/redis-token-cache.ts';
import { MAX_CACHED_LENGTH, memoryTokenCache, type TokenCache } from '../../../data-plane/credentials/token-cache.ts';
import { silentLog } from '../../../data-plane/lib/log.ts';
import { recordedLog } from '../../support/recorded-log.ts';
import { testRedis } from '../../support/redis.ts';
import { startRespDouble, type RespDouble } from '../../support/resp-double.ts';
import { until } from '../../support/until.ts';

interface Subject {
  readonly cache: TokenCache;
  close(): Promise<void>;
}

const subjects: Readonly<Record<string, () => Promise<Subject>>> = {
  'in process': () => {
    const cache = memoryTokenCache(Date.now);
    return Promise.resolve({ cache, close: () => cache.close() });
  },
  'ioredis and our double': async () => {
    const double = await startRespDouble();
    const cache = redisTokenCache({ url: double.url, log: silentLog });
    await until(() => cache.status().isConnected);
    return {
      cache,
      async close() {
        await cache.close();
        await double.stop();
      },
    };
  },
  'ioredis and the Redis of this run': async () => {
    const { url, prefix } = await testRedis();
    const cache = redisTokenCache({ url, prefix, log: silentLog, timeoutMs: 5_000 });
    await until(() => cache.status().isConnected);
    return { cache, close: () => cache.close() };
  },
};

for (const [name, open] of Object.entries(subjects)) {
  describe(`token cache (${name})`, () => {
    let subject: Subject;
    beforeAll(async () => {
      subject = await open();
    });
    afterAll(() => subject.close());

    it('gives back what was kept, and null for what was not', async () => {
      await subject.cache.set('a', 'sealed text', 60_000);
      expect(await subject.cache.get('a')).toBe('sealed text');
      expect(await subject.cache.get('b')).toBeNull();
    });

    it('replaces a value', async () => {
      await subject.cache.set('again', 'one', 60_000);
      await subject.cache.set('again', 'two', 60_000);
      expect(await subject.cache.get('again')).toBe('two');
    });

    it('forgets a value once its time is over', async () => {
      await subject.cache.set('short', 'x', 30);
      await until(async () => (await subject.cache.get('short')) === null);
      await subject.cache.set('fraction', 'x', 60_000.7);
      expect(await subject.cache.get('fraction')).toBe('x');
    });

    it('keeps nothing without time left, and nothing too long', async () => {
      await subject.cache.set('over', 'x', 0);
      await subject.cache.set('under', 'x', -5);
      await subject.cache.set('long', 'x'.repeat(MAX_CACHED_LENGTH + 1), 60_000);
      await subject.cache.set('longest', 'x'.repeat(MAX_CACHED_LENGTH), 60_000);
      for (const key of ['over', 'under', 'long']) expect(await subject.cache.get(key), key).toBeNull();
      expect(await subject.cache.get('longest')).toHaveLength(MAX_CACHED_LENGTH);
    });

    it('deletes what it is told to, and no more', async () => {
      for (const key of ['x', 'y', 'z']) await subject.cache.set(key, key, 60_000);
      await subject.cache.delete(['x', 'y', 'never there']);
      await subject.cache.delete([]);
      expect(await Promise.all(['x', 'y', 'z'].map((key) => subject.cache.get(key)))).toEqual([null, null, 'z']);
    });
  });
}

describe('token cache in a Redis that fails', () => {
  const opened: RespDouble[] = [];
  afterAll(() => Promise.all(opened.map((double) => double.stop())));

  async function start(): Promise<RespDouble> {
    const double = await startRespDouble();
    opened.push(double);
    return double;
  }

  it('misses at once when there is none, and throws nothing', async () => {
    const log = recordedLog();
    const cache = redisTokenCache({ url: 'redis://127.0.0.1:1', log });
    for (let turn = 0; turn < 50; turn += 1) {
      await cache.set('a', 'x', 60_000);
      expect(await cache.get('a')).toBeNull();
      await cache.delete(['a']);
    }
    await until(() => log.said('warn', 'Redis cannot be used'));
    expect(cache.status().isConnected).toBe(false);
    await cache.close();
  });

  it('asks a Redis that hangs once, not with every call', async () => {
    const double = await start();
    const cache = redisTokenCache({ url: double.url, log: silentLog, timeoutMs: 50 });
    await until(() => cache.status().isConnected);
    await cache.set('a', 'x', 60_000);
    double.behave('silent');
    expect(await cache.get('a')).toBeNull();
    const asked = double.commands.length;
    for (let turn = 0; turn < 100; turn += 1) expect(await cache.get('a')).toBeNull();
    expect(double.commands.length).toBe(asked);
    expect(cache.status().isConnected).toBe(false);
    await cache.close();
  });

  it('is used again once it answers, and says both', async () => {
    const log = recordedLog();
    const double = await start();
    const cache = redisTokenCache({ url: double.url, log, timeoutMs: 500 });
    await until(() => cache.status().isConnected);
    await cache.set('a', 'kept', 60_000);
    double.behave('drops');
    await until(() => !cache.status().isConnected);
    expect(await cache.get('a')).toBeNull();
    double.behave('answers');
    await until(async () => (await cache.get('a')) === 'kept');
    expect(log.said('warn', 'Redis cannot be used')).toBe(true);
    expect(log.said('info', 'Redis answers again')).toBe(true);
    await cache.close();
  });

  it('keeps the password of the URL out of what it says', async () => {
    const log = recordedLog();
    const cache = redisTokenCache({ url: 'redis://:sekret@127.0.0.1:1', log });
    await until(() => log.lines.length > 0);
    expect(log.text()).not.toContain('sekret');
    await cache.close();
  });
});
