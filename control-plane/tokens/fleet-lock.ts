import { randomUUID } from 'node:crypto';
import type { Sql } from 'postgres';

/** A lock that is held. */
export interface HeldLock {
  /** Rises with each change of hands: a write that carries it is refused once somebody else has held the lock. */
  readonly fence: number;
  /** Aborted when the lease is nearly over: whatever is done under the lock must have ended by then. */
  readonly signal: AbortSignal;
}

/** How long a lock is held, and how long others wait. */
export interface LockTimes {
  /** A holder that died blocks nobody for longer. */
  readonly leaseMs: number;
  /** Waiting ends then. */
  readonly waitMs: number;
}

/** The lock was not free in time. */
export class LockUnavailable extends Error {
  override readonly name = 'LockUnavailable';
}

const CHANNEL = 'portcullis_token_lock';
/** Share of the lease after which work under the lock is aborted. */
const ABORT_SHARE = 0.8;
/** Safety net beside NOTIFY. */
const POLL_MS = 250;

/**
 * Locks over the whole fleet, in Postgres: one holder a key, whichever control plane asks.
 *
 * A lock is a row with a lease by the database's clock; giving it back wakes those who wait, everywhere. No connection is held
 * while a lock is held, so waiting for a slow authorization server costs nothing.
 *
 * Source: fencing as in Kleppmann, "How to do distributed locking" (2016).
 */
export class FleetLocks {
  readonly #sql: Sql;
  readonly #times: LockTimes;
  readonly #waiting = new Map<string, Set<() => void>>();
  #listening: Promise<unknown> | null = null;

  constructor(sql: Sql, times: LockTimes) {
    this.#sql = sql;
    this.#times = times;
  }

  /**
   * Runs `work` while holding the lock.
   *
   * `lookAgain` is asked before each attempt: what others did in the meantime often makes the work unnecessary; its answer, if not
   * null, is returned at once.
   *
   * Throws: LockUnavailable when the lock was not free in time; whatever `lookAgain` and `work` throw.
   */
  async run<T>(key: string, signal: AbortSignal, lookAgain: () => Promise<T | null>, work: (lock: HeldLock) => Promise<T>): Promise<T> {
    const holder = randomUUID();
    const untilMs = performance.now() + this.#times.waitMs;
    for (;;) {
      signal.throwIfAborted();
      const fence = await this.#take(key, holder);
      if (fence !== null) return this.#hold(key, holder, fence, signal, lookAgain, work);
      const leftMs = untilMs - performance.now();
      if (leftMs <= 0) throw new LockUnavailable('another process is obtaining this token and has not finished in time');
      await this.#wait(key, Math.min(POLL_MS, leftMs), signal);
      const done = await lookAgain();
      if (done !== null) return done;
    }
  }

  /** Removes rows of locks that nobody has held for a day. */
  async clean(): Promise<void> {
    await this.#sql`DELETE FROM token_locks WHERE expires_at < now() - interval '1 day'`;
  }

  async #hold<T>(
    key: string,
    holder: string,
    fence: number,
    signal: AbortSignal,
    lookAgain: () => Promise<T | null>,
    work: (lock: HeldLock) => Promise<T>,
  ): Promise<T> {
    const lease = AbortSignal.timeout(Math.floor(this.#times.leaseMs * ABORT_SHARE));
    try {
      const done = await lookAgain();
      return done ?? (await work({ fence, signal: AbortSignal.any([signal, lease]) }));
    } finally {
      await this.#release(key, holder, fence).catch(() => {});
    }
  }

  async #take(key: string, holder: string): Promise<number | null> {
    const [row] = await this.#sql<{ fence: string }[]>`
      INSERT INTO token_locks AS held (key, holder, fence, expires_at)
      VALUES (${key}, ${holder}, nextval('token_fences'), now() + ${this.#times.leaseMs}::int * interval '1 millisecond')
      ON CONFLICT (key) DO UPDATE
        SET holder = excluded.holder, fence = excluded.fence, expires_at = excluded.expires_at
        WHERE held.expires_at <= now()
      RETURNING fence::text AS fence`;
    return row === undefined ? null : Number(row.fence);
  }

  async #release(key: string, holder: string, fence: number): Promise<void> {
    await this.#sql`
      WITH freed AS (
        UPDATE token_locks SET expires_at = now() WHERE key = ${key} AND holder = ${holder} AND fence = ${fence} RETURNING key
      )
      SELECT pg_notify(${CHANNEL}, key) FROM freed`;
  }

  async #wait(key: string, atMostMs: number, signal: AbortSignal): Promise<void> {
    await this.#listen();
    let waiters = this.#waiting.get(key);
    if (waiters === undefined) this.#waiting.set(key, (waiters = new Set()));
    const own = waiters;
    await new Promise<void>((resolve) => {
      const wake = (): void => {
        clearTimeout(timer);
        signal.removeEventListener('abort', wake);
        own.delete(wake);
        if (own.size === 0) this.#waiting.delete(key);
        resolve();
      };
      const timer = setTimeout(wake, atMostMs);
      signal.addEventListener('abort', wake, { once: true });
      own.add(wake);
    });
  }

  async #listen(): Promise<void> {
    this.#listening ??= this.#sql
      .listen(CHANNEL, (key) => {
        for (const wake of this.#waiting.get(key) ?? []) wake();
      })
      .catch(() => {
        this.#listening = null;
      });
    await this.#listening;
  }
}
