import type { Sql } from 'postgres';

/** One day, in milliseconds. */
export const DAY_MS = 24 * 60 * 60 * 1000;
/** Days for which partitions are made before they are needed. */
const DAYS_AHEAD = 3;
const LOCK_KEY = 4_716_022_003;

/** The days, as `YYYYMMDD` in UTC, from one time to another, both included. */
export function daysBetween(fromMs: number, toMs: number): string[] {
  const days: string[] = [];
  for (let day = Math.floor(fromMs / DAY_MS); day <= Math.floor(toMs / DAY_MS); day += 1) {
    days.push(new Date(day * DAY_MS).toISOString().slice(0, 10).replaceAll('-', ''));
  }
  return days;
}

/** Day of a partition, in milliseconds since the epoch; null for a table that is not a day partition. */
export function dayOfPartition(name: string): number | null {
  const match = /^invocations_(\d{4})(\d{2})(\d{2})$/.exec(name);
  return match === null ? null : Date.UTC(Number(match[1]), Number(match[2]) - 1, Number(match[3]));
}

/**
 * Makes the partitions of today and the days ahead, and removes those older than the retention, with everything in
 * the catch-all partition that is older too. Control planes take turns.
 *
 * Returns: names of partitions made and dropped.
 */
export async function keepPartitions(sql: Sql, nowMs: number, retentionDays: number): Promise<{ made: string[]; dropped: string[] }> {
  return sql.begin(async (tx) => {
    await tx`SELECT pg_advisory_xact_lock(${LOCK_KEY})`;
    const rows = await tx<{ name: string }[]>`
      SELECT child.relname AS name FROM pg_inherits JOIN pg_class child ON child.oid = inhrelid WHERE inhparent = 'invocations'::regclass`;
    const there = new Set(rows.map(({ name }) => name));
    const made: string[] = [];
    for (const day of daysBetween(nowMs - DAY_MS, nowMs + DAYS_AHEAD * DAY_MS)) {
      const name = `invocations_${day}`;
      if (there.has(name)) continue;
      await makePartition(tx as unknown as Sql, name);
      made.push(name);
    }
    const oldestKept = Math.floor(nowMs / DAY_MS) * DAY_MS - retentionDays * DAY_MS;
    const dropped: string[] = [];
    for (const name of there) {
      const day = dayOfPartition(name);
      if (day === null || day >= oldestKept) continue;
      await tx.unsafe(`DROP TABLE ${name}`);
      dropped.push(name);
    }
    await tx`DELETE FROM invocations_other WHERE started_at < ${new Date(oldestKept)}`;
    return { made, dropped };
  });
}

/** Attaches a day, taking along rows the catch-all holds for it: PostgreSQL refuses a partition that would own rows of another. */
async function makePartition(tx: Sql, name: string): Promise<void> {
  const from = dayOfPartition(name) as number;
  const start = new Date(from);
  const end = new Date(from + DAY_MS);
  await tx.unsafe(`CREATE TABLE ${name} (LIKE invocations INCLUDING DEFAULTS INCLUDING CONSTRAINTS)`);
  await tx`WITH moved AS (DELETE FROM invocations_other WHERE started_at >= ${start} AND started_at < ${end} RETURNING *)
    INSERT INTO ${tx(name)} SELECT * FROM moved`;
  await tx.unsafe(
    `ALTER TABLE invocations ATTACH PARTITION ${name} FOR VALUES FROM ('${start.toISOString()}') TO ('${end.toISOString()}')`,
  );
}
