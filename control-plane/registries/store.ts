import { eq } from 'drizzle-orm';
import type { SQL } from 'drizzle-orm';
import { items } from '../../schema/tables/item.ts';
import { registries } from '../../schema/tables/registry.ts';
import { servers } from '../../schema/tables/server.ts';
import { nounStore } from '../services/noun-store.ts';
import type { NounStore } from '../services/noun-store.ts';
import type { Orm, Transaction } from '../services/transaction.ts';

/** A registry as stored. */
export type RegistryRow = typeof registries.$inferSelect;

/** Rows of registries. */
export interface RegistryStore extends NounStore<RegistryRow, typeof registries.$inferInsert> {
  readonly parents: { readonly project: typeof registries.projectId; readonly policy: typeof registries.policyId };
  ofProject(projectId: string): SQL;
  named(name: string): SQL;
  /** Ids of what goes with a registry. */
  belongings(tx: Transaction, id: string): Promise<{ servers: string[]; items: string[] }>;
}

/** The store of registries. */
export function registryStore(orm: Orm): RegistryStore {
  return {
    ...nounStore(orm, registries, { order: [registries.id] }, (projectId) => eq(registries.projectId, projectId)),
    parents: { project: registries.projectId, policy: registries.policyId },
    ofProject: (projectId) => eq(registries.projectId, projectId),
    named: (name) => eq(registries.name, name),
    async belongings(tx, id) {
      const serverRows = await tx.select({ id: servers.id }).from(servers).where(eq(servers.registryId, id));
      const itemRows = await tx
        .select({ id: items.id })
        .from(items)
        .innerJoin(servers, eq(servers.id, items.serverId))
        .where(eq(servers.registryId, id));
      return { servers: serverRows.map((row) => row.id), items: itemRows.map((row) => row.id) };
    },
  };
}
