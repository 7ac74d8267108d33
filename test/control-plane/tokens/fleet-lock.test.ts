import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FleetLocks, type HeldLock } from '../../../control-plane/tokens/fleet-lock.ts';
import type { Database } from '../../../control-plane/database/open-database.ts';
import { testDatabase, type TestDatabase } from '../../support/postgres.ts';
import { until } from '../../support/until.ts';

let database: TestDatabase;
let other: Database;

beforeAll(async () => {
  database = await testDatabase();
  other = await database.reopen();
});
afterAll(async () => {
  await other.close();
  await database.drop();
});

const never = new AbortController().signal;
const nothing = (): Promise<null> => Promise.resolve(null);
const locksOf = (where: Database, leaseMs = 30_000, waitMs = 60_000) => new FleetLocks(where.sql, { leaseMs, waitMs });

describe('locks over the fleet', () => {
  it('let one in at a time, whichever process asks, with fences that rise', async () => {
    const processes = [locksOf(database), locksOf(other)];
    let inside = 0;
    let most = 0;
    const fences: number[] = [];
    await Promise.all(
      Array.from({ length: 12 }, (_, index) =>
        (processes[index % 2] as FleetLocks).run('one', never, nothing, async ({ fence }) => {
          inside += 1;
          most = Math.max(most, inside);
          fences.push(fence);
          await database.sql`SELECT 1`;
          inside -= 1;
          return true;
        }),
      ),
    );
    expect(most).toBe(1);
    expect(fences).toEqual([...fences].sort((a, b) => a - b));
    expect(new Set(fences).size).toBe(12);
  });

  it('leave different keys alone', async () => {
    const locks = locksOf(database);
    const result = await locks.run('outer', never, nothing, () => locks.run('inner', never, nothing, () => Promise.resolve('both')));
    expect(result).toBe('both');
  });

  it('make the work unnecessary for those who waited', async () => {
    let done: string | null = null;
    let works = 0;
    const look = (): Promise<string | null> => Promise.resolve(done);
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, index) =>
        locksOf(index % 2 === 0 ? database : other).run('shared', never, look, async () => {
          works += 1;
          await database.sql`SELECT pg_sleep(0.05)`;
          return (done = 'token');
        }),
      ),
    );
    expect(answers).toEqual(Array.from({ length: 10 }, () => 'token'));
    expect(works).toBe(1);
  });

  it('pass on when a holder dies, no later than its lease, and fence off what it still tries to write', async () => {
    await database.sql`CREATE TABLE written (value text, fence bigint)`;
    await database.sql`INSERT INTO written VALUES ('none', 0)`;
    const write = (value: string, fence: number) =>
      database.sql`UPDATE written SET value = ${value}, fence = ${fence} WHERE fence <= ${fence} RETURNING value`;
    let dead: HeldLock | null = null;
    let wake: () => void = () => undefined;
    const stuck = locksOf(database, 1_000).run('dying', never, nothing, async (lock) => {
      dead = lock;
      await new Promise<void>((resolve) => (wake = resolve));
      return write('late', lock.fence);
    });
    await until(() => dead !== null);
    const next = await locksOf(other, 1_000).run('dying', never, nothing, async ({ fence }) => write('new', fence));
    expect(next).toHaveLength(1);
    expect((dead as HeldLock | null)?.signal.aborted).toBe(true);
    wake();
    expect(await stuck).toHaveLength(0);
    expect((await database.sql`SELECT value FROM written`)[0]).toEqual({ value: 'new' });
  });

  it('give up after the time they were given to wait, and when the caller does', async () => {
    let release: () => void = () => undefined;
    const held = locksOf(database).run('busy', never, nothing, () => new Promise<string>((resolve) => (release = () => resolve('free'))));
    await until(async () => (await database.sql`SELECT 1 FROM token_locks WHERE key = 'busy' AND expires_at > now()`).length === 1);
    await expect(locksOf(other, 30_000, 50).run('busy', never, nothing, nothing)).rejects.toMatchObject({ name: 'LockUnavailable' });
    const gone = new AbortController();
    const waiting = locksOf(other).run('busy', gone.signal, nothing, nothing);
    gone.abort();
    await expect(waiting).rejects.toMatchObject({ name: 'AbortError' });
    release();
    expect(await held).toBe('free');
  });

  it('are given back when the work throws', async () => {
    const locks = locksOf(database);
    await expect(locks.run('throws', never, nothing, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(await locksOf(other, 30_000, 50).run('throws', never, nothing, () => Promise.resolve(1))).toBe(1);
  });
});
