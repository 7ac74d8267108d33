import { and } from 'drizzle-orm';
import type { SQL } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import { permit } from '../admin-tokens/permissions.ts';
import type { Permission } from '../admin-tokens/permissions.ts';
import type { NounStore } from './noun-store.ts';
import type { Page, PageArgs } from './page.ts';
import { notFound, staleRevision } from './refusal.ts';
import type { Transaction } from './transaction.ts';
import type { Viewer } from './viewer.ts';

/** How every noun is read: only what the viewer may see, many at once. */
export interface Reader<Row> {
  /** In the order of `ids`; null where there is none this viewer may see. */
  byIds(viewer: Viewer, ids: readonly string[]): Promise<(Row | null)[]>;
  list(viewer: Viewer, where: SQL | undefined, args: PageArgs): Promise<Page<Row>>;
  children(viewer: Viewer, parent: PgColumn, parentIds: readonly string[], where: SQL | undefined, args: PageArgs): Promise<Page<Row>[]>;
  first(viewer: Viewer, where: SQL): Promise<Row | null>;
}

/** A reader over a store. */
export function reader<Row extends { readonly id: string }, New>(store: NounStore<Row, New>, permission: Permission): Reader<Row> {
  return {
    async byIds(viewer, ids) {
      permit(viewer, permission);
      const rows = await store.byIds(ids, viewer.projectId);
      const byId = new Map(rows.map((row) => [row.id, row]));
      return ids.map((id) => byId.get(id) ?? null);
    },
    async list(viewer, where, args) {
      permit(viewer, permission);
      return store.page(and(where, store.within(viewer.projectId)), args);
    },
    async children(viewer, parent, parentIds, where, args) {
      permit(viewer, permission);
      return store.pages(parent, parentIds, and(where, store.within(viewer.projectId)), args);
    },
    async first(viewer, where) {
      permit(viewer, permission);
      return store.first(where, viewer.projectId);
    },
  };
}

/**
 * Holds the row that a change is about, checking that the viewer may see it and that it is the one they read.
 *
 * Throws: Refusal (NotFound, StaleRevision).
 */
export async function holdForChange<Row extends object, New>(
  tx: Transaction,
  store: NounStore<Row, New>,
  kind: string,
  viewer: Viewer,
  id: string,
  expectedRevision?: number,
): Promise<Row> {
  const row = await store.hold(tx, id, viewer.projectId, 'update');
  if (row === null) throw notFound(kind, id);
  const { revision } = row as { revision?: number };
  if (expectedRevision !== undefined && revision !== undefined && revision !== expectedRevision)
    throw staleRevision(expectedRevision, revision);
  return row;
}

/** Holds a row that a change refers to, so that it stays until the change is done. Throws: Refusal (NotFound). */
export async function holdReference<Row, New>(
  tx: Transaction,
  store: NounStore<Row, New>,
  kind: string,
  viewer: Viewer,
  id: string,
): Promise<Row> {
  const row = await store.hold(tx, id, viewer.projectId, 'key share');
  if (row === null) throw notFound(kind, id);
  return row;
}
