import { count, eq, inArray } from 'drizzle-orm';
import type { SQL } from 'drizzle-orm';
import { items } from '../../schema/tables/item.ts';
import { registries } from '../../schema/tables/registry.ts';
import { servers } from '../../schema/tables/server.ts';
import { nounStore } from '../services/noun-store.ts';
import type { NounStore } from '../services/noun-store.ts';
import type { Orm, Transaction } from '../services/transaction.ts';

/** A server as stored. */
export type ServerRow = typeof servers.$inferSelect;
/** How many items of a server are in which state. */
export type ItemCounts = Record<(typeof items.$inferSelect)['state'], number>;

/** Rows of servers. */
export interface ServerStore extends NounStore<ServerRow, typeof servers.$inferInsert> {
  readonly parents: { readonly registry: typeof servers.registryId };
  ofRegistry(registryId: string): SQL;
  itemIds(tx: Transaction, id: string): Promise<string[]>;
  /** In the order of `ids`. */
  itemCounts(ids: readonly string[]): Promise<ItemCounts[]>;
}

/** The store of servers. */
export function serverStore(orm: Orm): ServerStore {
  const ofProject = (projectId: string): SQL =>
    inArray(servers.registryId, orm.select({ id: registries.id }).from(registries).where(eq(registries.projectId, projectId)));
  return {
    ...nounStore(orm, servers, { order: [servers.id] }, ofProject),
    parents: { registry: servers.registryId },
    ofRegistry: (registryId) => eq(servers.registryId, registryId),
    async itemIds(tx, id) {
      return (await tx.select({ id: items.id }).from(items).where(eq(items.serverId, id))).map((row) => row.id);
    },
    async itemCounts(ids) {
      const rows = await orm
        .select({ serverId: items.serverId, state: items.state, total: count() })
        .from(items)
        .where(inArray(items.serverId, [...ids]))
        .groupBy(items.serverId, items.state);
      const counts = new Map(ids.map((id) => [id, { discovered: 0, enabled: 0, disabled: 0, quarantined: 0 }]));
      for (const row of rows) (counts.get(row.serverId) as ItemCounts)[row.state] = row.total;
      return ids.map((id) => counts.get(id) as ItemCounts);
    },
  };
}
