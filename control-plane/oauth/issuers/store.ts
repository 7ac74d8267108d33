import { eq } from 'drizzle-orm';
import { issuers } from '../../../schema/tables/issuer.ts';
import { nounStore, type NounStore } from '../../services/noun-store.ts';
import type { Orm } from '../../services/transaction.ts';

/** A row of `issuers`. */
export type IssuerRow = typeof issuers.$inferSelect;

/** The store of issuers. */
export function issuerStore(orm: Orm): NounStore<IssuerRow, typeof issuers.$inferInsert> {
  return nounStore(orm, issuers, { order: [issuers.id] }, (projectId) => eq(issuers.projectId, projectId));
}
