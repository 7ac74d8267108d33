import { eq } from 'drizzle-orm';
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
  /** Ids of servers that use a credential. */
  serversUsing(tx: Transaction | Orm, id: string): Promise<string[]>;
}

/** The store of credentials. */
export function credentialStore(orm: Orm): CredentialStore {
  return {
    ...nounStore(orm, credentials, { order: [credentials.id] }, (projectId) => eq(credentials.projectId, projectId)),
    parents: { project: credentials.projectId },
    ofProject: (projectId) => eq(credentials.projectId, projectId),
    async serversUsing(tx, id) {
      const rows = await tx.select({ id: servers.id }).from(servers).where(eq(servers.credentialId, id)).limit(50);
      return rows.map((row) => row.id);
    },
  };
}
