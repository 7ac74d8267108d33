import { and, arrayOverlaps, eq, inArray, sql } from 'drizzle-orm';
import type { SQL } from 'drizzle-orm';
import { applications } from '../../schema/tables/application.ts';
import { grants } from '../../schema/tables/grant.ts';
import { items } from '../../schema/tables/item.ts';
import { registries } from '../../schema/tables/registry.ts';
import { servers } from '../../schema/tables/server.ts';
import { nounStore } from '../services/noun-store.ts';
import type { NounStore } from '../services/noun-store.ts';
import type { Orm, Transaction } from '../services/transaction.ts';

/** A grant as stored. */
export type GrantRow = typeof grants.$inferSelect;

/** Rows of grants. */
export interface GrantStore extends NounStore<GrantRow, typeof grants.$inferInsert> {
  readonly parents: { readonly application: typeof grants.applicationId; readonly registry: typeof grants.registryId };
  matching(filter: {
    readonly projectId: string | null;
    readonly applicationId: string | null;
    readonly registryId: string | null;
  }): SQL | undefined;
  /** The project of an application, and of a registry; null where there is none. Holds both. */
  projectOfApplication(tx: Transaction, id: string): Promise<string | null>;
  projectOfRegistry(tx: Transaction, id: string): Promise<string | null>;
  /** Which of these servers are in the registry; holds them. */
  serversIn(tx: Transaction, registryId: string, ids: readonly string[]): Promise<string[]>;
  /** Which of these items are offered in the registry; holds them. */
  itemsIn(tx: Transaction, registryId: string, ids: readonly string[]): Promise<string[]>;
  idsOfApplication(tx: Transaction, applicationId: string): Promise<string[]>;
  idsOfRegistry(tx: Transaction, registryId: string): Promise<string[]>;
  /** Grants narrowed to any of these servers or items; holds them. */
  narrowedTo(tx: Transaction, serverIds: readonly string[], itemIds: readonly string[]): Promise<GrantRow[]>;
}

/** The store of grants. */
export function grantStore(orm: Orm): GrantStore {
  const ofProject = (projectId: string): SQL =>
    inArray(grants.applicationId, orm.select({ id: applications.id }).from(applications).where(eq(applications.projectId, projectId)));
  return {
    ...nounStore(orm, grants, { order: [grants.id] }, ofProject),
    parents: { application: grants.applicationId, registry: grants.registryId },
    matching: ({ projectId, applicationId, registryId }) =>
      and(
        projectId === null ? undefined : ofProject(projectId),
        applicationId === null ? undefined : eq(grants.applicationId, applicationId),
        registryId === null ? undefined : eq(grants.registryId, registryId),
      ),
    async projectOfApplication(tx, id) {
      const rows = await tx
        .select({ projectId: applications.projectId })
        .from(applications)
        .where(eq(applications.id, id))
        .for('key share');
      return rows[0]?.projectId ?? null;
    },
    async projectOfRegistry(tx, id) {
      const rows = await tx.select({ projectId: registries.projectId }).from(registries).where(eq(registries.id, id)).for('key share');
      return rows[0]?.projectId ?? null;
    },
    async serversIn(tx, registryId, ids) {
      const rows = await tx
        .select({ id: servers.id })
        .from(servers)
        .where(and(eq(servers.registryId, registryId), inArray(servers.id, [...ids])))
        .for('key share');
      return rows.map((row) => row.id);
    },
    async itemsIn(tx, registryId, ids) {
      const rows = await tx
        .select({ id: items.id })
        .from(items)
        .innerJoin(servers, eq(servers.id, items.serverId))
        .where(and(eq(servers.registryId, registryId), inArray(items.id, [...ids])))
        .for('key share');
      return rows.map((row) => row.id);
    },
    async idsOfApplication(tx, applicationId) {
      return (await tx.select({ id: grants.id }).from(grants).where(eq(grants.applicationId, applicationId))).map((row) => row.id);
    },
    async idsOfRegistry(tx, registryId) {
      return (await tx.select({ id: grants.id }).from(grants).where(eq(grants.registryId, registryId))).map((row) => row.id);
    },
    async narrowedTo(tx, serverIds, itemIds) {
      const byServer = serverIds.length === 0 ? sql`false` : arrayOverlaps(grants.serverIds, [...serverIds]);
      const byItem = itemIds.length === 0 ? sql`false` : arrayOverlaps(grants.itemIds, [...itemIds]);
      return tx
        .select()
        .from(grants)
        .where(sql`${byServer} OR ${byItem}`)
        .orderBy(grants.id)
        .for('update');
    },
  };
}
