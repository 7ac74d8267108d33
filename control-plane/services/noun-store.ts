import { and, eq, getTableColumns, inArray } from 'drizzle-orm';
import type { InferInsertModel, InferSelectModel, SQL } from 'drizzle-orm';
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core';
import { listStore } from './list-store.ts';
import type { ListShape, ListStore } from './list-store.ts';
import type { Orm, Transaction } from './transaction.ts';

/** Reads and writes rows of one noun. `projectId` limits to one project; null: all. */
export interface NounStore<Row, New> extends ListStore<Row> {
  /** The condition that limits to a project; undefined for all. */
  within(projectId: string | null): SQL | undefined;
  byIds(ids: readonly string[], projectId: string | null): Promise<Row[]>;
  first(where: SQL, projectId: string | null): Promise<Row | null>;
  /** The row, held until the transaction ends: for a change (`update`) or so that it stays (`key share`). */
  hold(tx: Transaction, id: string, projectId: string | null, strength: 'update' | 'key share'): Promise<Row | null>;
  insert(tx: Transaction, row: New): Promise<Row>;
  update(tx: Transaction, id: string, changes: Partial<New>): Promise<Row>;
  remove(tx: Transaction, id: string): Promise<void>;
}

/** The store of a table with a text column `id`. `scope` says how its rows belong to a project. */
export function nounStore<T extends PgTable>(
  orm: Orm,
  table: T,
  shape: ListShape,
  scope: (projectId: string) => SQL,
): NounStore<InferSelectModel<T>, InferInsertModel<T>> {
  type Row = InferSelectModel<T>;
  const id = (getTableColumns(table) as unknown as Record<string, PgColumn>)['id'] as PgColumn;
  const source = table as PgTable;
  const within = (projectId: string | null): SQL | undefined => (projectId === null ? undefined : scope(projectId));
  return {
    ...listStore(orm, table, shape),
    within,
    async byIds(ids, projectId) {
      if (ids.length === 0) return [];
      return (await orm
        .select()
        .from(source)
        .where(and(inArray(id, [...ids]), within(projectId)))) as Row[];
    },
    async first(where, projectId) {
      const rows = await orm
        .select()
        .from(source)
        .where(and(where, within(projectId)))
        .limit(1);
      return (rows[0] as Row | undefined) ?? null;
    },
    async hold(tx, key, projectId, strength) {
      const rows = await tx
        .select()
        .from(source)
        .where(and(eq(id, key), within(projectId)))
        .for(strength);
      return (rows[0] as Row | undefined) ?? null;
    },
    async insert(tx, row) {
      const rows = (await tx
        .insert(table)
        .values(row as never)
        .returning()) as Row[];
      return rows[0] as Row;
    },
    async update(tx, key, changes) {
      const rows = (await tx
        .update(table)
        .set(changes as never)
        .where(eq(id, key))
        .returning()) as Row[];
      return rows[0] as Row;
    },
    async remove(tx, key) {
      await tx.delete(table).where(eq(id, key));
    },
  };
}
