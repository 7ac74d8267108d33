import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Sql } from 'postgres';
import { DatabaseFault } from './fault.ts';

/** One file of `schema/migrations`. */
export interface Migration {
  readonly name: string;
  readonly sql: string;
  readonly checksum: string;
}

/** Any number will do, as long as every release uses the same: it keeps two processes from migrating at once. */
const LOCK_KEY = 4_716_022_001;

/**
 * Brings the tables up to date: applies every migration that has not been applied, each in a transaction of its own,
 * in order of name. Processes that start together wait for one another.
 *
 * Returns: names of those applied now.
 * Throws: DatabaseFault naming the file when one fails, or when one that was applied has changed since.
 */
export async function migrate(sql: Sql, migrations: readonly Migration[]): Promise<string[]> {
  const applied: string[] = [];
  const session = await sql.reserve();
  try {
    await session`SELECT pg_advisory_lock(${LOCK_KEY})`;
    await session`CREATE TABLE IF NOT EXISTS portcullis_migrations (
      name text PRIMARY KEY, checksum text NOT NULL, applied_at timestamptz NOT NULL DEFAULT now())`;
    const rows = await session<{ name: string; checksum: string }[]>`SELECT name, checksum FROM portcullis_migrations`;
    const known = new Map(rows.map(({ name, checksum }) => [name, checksum]));
    for (const { name, sql: text, checksum } of migrations) {
      const before = known.get(name);
      if (before === checksum) continue;
      if (before !== undefined) {
        throw new DatabaseFault(
          `migration ${name} was changed after this database had applied it; restore the file and add a new one instead`,
        );
      }
      try {
        await session.unsafe(
          `BEGIN;\n${text}\n;INSERT INTO portcullis_migrations (name, checksum) VALUES ('${name}', '${checksum}'); COMMIT;`,
        );
      } catch (error) {
        await session.unsafe('ROLLBACK');
        throw new DatabaseFault(`migration ${name} failed: ${(error as Error).message}`, { cause: error });
      }
      applied.push(name);
    }
  } finally {
    await session`SELECT pg_advisory_unlock(${LOCK_KEY})`.catch(() => {});
    session.release();
  }
  return applied;
}

/**
 * Reads the migrations of a folder, in order.
 *
 * Shape: `NNNN_name.sql`, plain SQL.
 * Throws: DatabaseFault when a name has another shape or two share a number.
 */
export function readMigrations(folder: string): Migration[] {
  const names = readdirSync(folder)
    .filter((name) => name.endsWith('.sql'))
    .sort();
  const numbers = new Set<string>();
  return names.map((name) => {
    const number = /^(\d{4})_[a-z0-9_]+\.sql$/.exec(name)?.[1];
    if (number === undefined) throw new DatabaseFault(`${join(folder, name)}: a migration is named NNNN_what_it_does.sql`);
    if (numbers.has(number)) throw new DatabaseFault(`${join(folder, name)}: another migration has the number ${number} already`);
    numbers.add(number);
    const sql = readFileSync(join(folder, name), 'utf8');
    return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') };
  });
}
