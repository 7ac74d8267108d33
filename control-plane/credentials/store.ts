import { eq, inArray, sql } from 'drizzle-orm';
import type { SQL } from 'drizzle-orm';
import { credentials } from '../../schema/tables/credential.ts';
import { servers } from '../../schema/tables/server.ts';
import { nounStore } from '../services/noun-store.ts';
import type { NounStore } from '../services/noun-store.ts';
import type { Orm, Transaction } from '../services/transaction.ts';

/** A credential as stored, its secret sealed. */
export type CredentialRow = typeof credentials.$inferSelect;

/** Rows of credentials. */
export interface CredentialStore extends NounStore<typeof credentials.$inferSelect, typeof credentials.$inferInsert> {
  readonly parents: { readonly project: typeof credentials.projectId };
  ofProject(projectId: string): SQL;
  /** Ids of servers that use a credential, at most 50. */
  serversUsing(tx: Transaction, id: string): Promise<string[]>;
  /** The same for several, by credential id. */
  serversUsingAny(ids: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>>;
}

const MAX_USERS = 50;

/** The store of credentials. */
export function credentialStore(orm: Orm): CredentialStore {
  return {
    ...nounStore(orm, credentials, { order: [credentials.id] }, (projectId) => eq(credentials.projectId, projectId)),
    parents: { project: credentials.projectId },
    ofProject: (projectId) => eq(credentials.projectId, projectId),
    async serversUsing(tx, id) {
      const rows = await tx.select({ id: servers.id }).from(servers).where(eq(servers.credentialId, id)).limit(MAX_USERS);
      return rows.map((row) => row.id);
    },
    async serversUsingAny(ids) {
      const rows = await orm
        .select({ credentialId: servers.credentialId, ids: sql<string[]>`array_agg(${servers.id} ORDER BY ${servers.id})` })
        .from(servers)
        .where(inArray(servers.credentialId, [...ids]))
        .groupBy(servers.credentialId);
      return new Map(rows.map((row) => [row.credentialId ?? '', row.ids.slice(0, MAX_USERS)]));
    },
  };
}
