import { eq } from 'drizzle-orm';
import { applications } from '../../../schema/tables/application.ts';
import { oauthClientRules } from '../../../schema/tables/oauth-server.ts';
import { nounStore, type NounStore } from '../../services/noun-store.ts';
import type { Orm, Transaction } from '../../services/transaction.ts';

/** A row of `oauth_client_rules`. */
export type ClientRuleRow = typeof oauthClientRules.$inferSelect;

/** The store of client rules. */
export function clientRuleStore(orm: Orm): NounStore<ClientRuleRow, typeof oauthClientRules.$inferInsert> {
  return nounStore(orm, oauthClientRules, { order: [oauthClientRules.id] }, (projectId) => eq(oauthClientRules.projectId, projectId));
}

/** The project of an application, which stays until the transaction ends; null when there is none. */
export async function projectOfApplication(tx: Transaction, applicationId: string): Promise<string | null> {
  const [row] = await tx
    .select({ projectId: applications.projectId })
    .from(applications)
    .where(eq(applications.id, applicationId))
    .for('key share');
  return row?.projectId ?? null;
}
