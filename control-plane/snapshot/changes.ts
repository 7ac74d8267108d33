import { sql, type SQL } from 'drizzle-orm';
import type { ResourceKind } from '../../proto/codec.ts';

/** A resource that a change touched: made, altered or removed. */
export interface ChangedResource {
  readonly kind: ResourceKind;
  readonly id: string;
}

/** A Drizzle transaction, or the database itself. */
export interface Executes {
  execute(query: SQL): PromiseLike<Iterable<Record<string, unknown>>>;
}

/** The channel on which replicas tell each other of a new version. */
export const CONFIG_CHANNEL = 'portcullis_config';

/**
 * Raises the config version and names what the change touched, in the transaction that makes the change.
 *
 * Call it last: from here to the commit no other change can be recorded, so that versions commit in their order and
 * whoever sees a version sees all before it.
 *
 * Returns: the version this change makes, a decimal number.
 */
export async function recordChanges(tx: Executes, changes: readonly ChangedResource[]): Promise<string> {
  const kinds = sql.param(`{${changes.map(({ kind }) => JSON.stringify(kind)).join(',')}}`);
  const ids = sql.param(`{${changes.map(({ id }) => JSON.stringify(id)).join(',')}}`);
  const rows = await tx.execute(sql`
    WITH raised AS (
      UPDATE config_version SET version = version + 1, changed_at = now() RETURNING version
    ), named AS (
      INSERT INTO config_changes (version, kind, id)
      SELECT DISTINCT raised.version, changed.kind, changed.id
      FROM raised, unnest(${kinds}::text[], ${ids}::text[]) AS changed (kind, id)
    )
    SELECT version::text AS version, pg_notify(${CONFIG_CHANNEL}, version::text) FROM raised`);
  const [row] = [...rows];
  if (row === undefined) throw new Error('the table config_version has lost its row; restore the database from a backup');
  return String(row['version']);
}

/** `recordChanges` for one resource. */
export function recordChange(tx: Executes, kind: ResourceKind, id: string): Promise<string> {
  return recordChanges(tx, [{ kind, id }]);
}

/** The version now in force, a decimal number; "0" before the first change. */
export async function currentVersion(db: Executes): Promise<string> {
  const [row] = [...(await db.execute(sql`SELECT version::text AS version FROM config_version`))];
  return String(row?.['version'] ?? '0');
}
