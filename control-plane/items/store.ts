import { and, eq, ilike, inArray } from 'drizzle-orm';
import type { SQL } from 'drizzle-orm';
import { items } from '../../schema/tables/item.ts';
import { registries } from '../../schema/tables/registry.ts';
import { servers } from '../../schema/tables/server.ts';
import { nounStore } from '../services/noun-store.ts';
import type { NounStore } from '../services/noun-store.ts';
import type { Orm, Transaction } from '../services/transaction.ts';

/** A tool, prompt, resource or template as stored. */
export type ItemRow = typeof items.$inferSelect;
/** What a new one is stored with. */
export type NewItem = typeof items.$inferInsert;

/** Narrows a list of items; null: all. */
export interface ItemFilter {
  readonly serverId: string | null;
  readonly registryId: string | null;
  readonly type: ItemRow['type'] | null;
  readonly state: ItemRow['state'] | null;
  readonly search: string | null;
}

/** Rows of items. */
export interface ItemStore extends NounStore<ItemRow, NewItem> {
  readonly parents: { readonly server: typeof items.serverId };
  matching(filter: ItemFilter): SQL | undefined;
  /** Items by id, in the order of their ids, held for change. */
  holdAll(tx: Transaction, ids: readonly string[], projectId: string | null): Promise<ItemRow[]>;
  /** Every item of a server, held for change. */
  holdOfServer(tx: Transaction, serverId: string): Promise<ItemRow[]>;
  insertAll(tx: Transaction, rows: readonly NewItem[]): Promise<ItemRow[]>;
  setAll(tx: Transaction, ids: readonly string[], changes: Partial<NewItem>): Promise<void>;
  /** Server name, type, name and state of every item of some registries: what aggregated names are made of. */
  offeredIn(
    registryIds: readonly string[],
  ): Promise<{ registryId: string; id: string; server: string; type: ItemRow['type']; name: string; state: ItemRow['state'] }[]>;
}

const CHUNK = 500;

/** The store of items. */
export function itemStore(orm: Orm): ItemStore {
  const serversOf = (registryId: string) => orm.select({ id: servers.id }).from(servers).where(eq(servers.registryId, registryId));
  const ofProject = (projectId: string): SQL =>
    inArray(
      items.serverId,
      orm
        .select({ id: servers.id })
        .from(servers)
        .innerJoin(registries, eq(registries.id, servers.registryId))
        .where(eq(registries.projectId, projectId)),
    );
  const noun = nounStore(orm, items, { order: [items.type, items.name, items.id] }, ofProject);
  return {
    ...noun,
    parents: { server: items.serverId },
    matching: ({ serverId, registryId, type, state, search }) =>
      and(
        serverId === null ? undefined : eq(items.serverId, serverId),
        registryId === null ? undefined : inArray(items.serverId, serversOf(registryId)),
        type === null ? undefined : eq(items.type, type),
        state === null ? undefined : eq(items.state, state),
        search === null ? undefined : ilike(items.name, `%${search.slice(0, 200).replace(/[\\%_]/g, '\\$&')}%`),
      ),
    async holdAll(tx, ids, projectId) {
      return tx
        .select()
        .from(items)
        .where(and(inArray(items.id, [...ids]), noun.within(projectId)))
        .orderBy(items.id)
        .for('update');
    },
    async holdOfServer(tx, serverId) {
      return tx.select().from(items).where(eq(items.serverId, serverId)).orderBy(items.id).for('update');
    },
    async insertAll(tx, rows) {
      const stored: ItemRow[] = [];
      for (let at = 0; at < rows.length; at += CHUNK)
        stored.push(
          ...(await tx
            .insert(items)
            .values(rows.slice(at, at + CHUNK))
            .returning()),
        );
      return stored;
    },
    async setAll(tx, ids, changes) {
      if (ids.length > 0)
        await tx
          .update(items)
          .set(changes)
          .where(inArray(items.id, [...ids]));
    },
    async offeredIn(registryIds) {
      return orm
        .select({
          registryId: servers.registryId,
          id: items.id,
          server: servers.name,
          type: items.type,
          name: items.name,
          state: items.state,
        })
        .from(items)
        .innerJoin(servers, eq(servers.id, items.serverId))
        .where(inArray(servers.registryId, [...registryIds]));
    },
  };
}
