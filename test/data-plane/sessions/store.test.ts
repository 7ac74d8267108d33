import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { silentLog } from '../../../data-plane/lib/log.ts';
import { createLocalSessionStore } from '../../../data-plane/sessions/local-store.ts';
import { createNodeBus } from '../../../data-plane/sessions/node-bus.ts';
import { createRedisSessionStore } from '../../../data-plane/sessions/redis-store.ts';
import type { SessionStore } from '../../../data-plane/sessions/store.ts';
import { eventually } from '../../support/eventually.ts';
import { testRedis } from '../../support/redis.ts';

/** Two stores that share what they hold, as two nodes would have them. */
const pairs: [string, () => Promise<[SessionStore, SessionStore]>][] = [
  [
    'in one process',
    async () => {
      const store = createLocalSessionStore();
      return [store, store];
    },
  ],
  [
    'in Redis',
    async () => {
      const { url, prefix } = await testRedis();
      const make = (): SessionStore => createRedisSessionStore({ url, log: silentLog, prefix: `${prefix}session:`, timeoutMs: 5_000 });
      return [make(), make()];
    },
  ],
];

describe.each(pairs)('a session store %s', (_, open) => {
  let one: SessionStore;
  let two: SessionStore;
  beforeAll(async () => {
    [one, two] = await open();
    // A store that has just been opened may not be connected yet.
    await eventually(
      async () => {
        one.write('ready', 'x', 'y', 60_000);
        return two.read('ready', 'x');
      },
      (value) => value === 'y',
    );
  });
  afterAll(async () => {
    await one.stop();
    await two.stop();
  });

  it('tells every node that a session has ended, and of no other', async () => {
    one.end('gone', 60_000);
    await eventually(
      () => two.hasEnded('gone'),
      (ended) => ended,
    );
    expect(await one.hasEnded('gone')).toBe(true);
    expect(await two.hasEnded('other')).toBe(false);
  });

  it('keeps facts by session and field', async () => {
    one.write('s', 'a', '1', 60_000);
    await eventually(
      () => two.read('s', 'a'),
      (value) => value === '1',
    );
    expect(await two.read('s', 'b')).toBeNull();
    expect(await two.read('t', 'a')).toBeNull();
  });

  it('carries messages between nodes: to one, to all, and questions with their answers', async () => {
    const [first, second] = [createNodeBus(one, 'n1'), createNodeBus(two, 'n2')];
    const heard: unknown[] = [];
    second.on('note', (payload) => void heard.push(payload));
    first.on('note', () => void heard.push('not for itself'));
    second.on('double', (payload) => Number(payload) * 2);
    expect(
      await eventually(
        () => first.ask('n2', 'double', 21, 500),
        (answer) => answer !== null,
      ),
    ).toBe(42);
    first.tell('n2', 'note', { a: 1 });
    first.tellAll('note', 'all');
    await eventually(
      () => heard.length,
      (count) => count === 2,
    );
    expect(heard).toEqual([{ a: 1 }, 'all']);
    expect(await first.ask('nobody', 'double', 1, 50)).toBeNull();
    first.stop();
    second.stop();
  });
});

describe('a session store whose Redis is away', () => {
  it('is no worse than a node alone, and says so', async () => {
    const store = createRedisSessionStore({ url: 'redis://127.0.0.1:1', log: silentLog, timeoutMs: 50 });
    store.end('gone', 60_000);
    store.write('s', 'a', '1', 60_000);
    expect(await store.hasEnded('gone')).toBe(true);
    expect(await store.hasEnded('other')).toBe(false);
    expect(await store.read('s', 'a')).toBe('1');
    expect(store.status()).toMatchObject({ isConnected: false });
    await store.stop();
  });
});
