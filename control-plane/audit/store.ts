import { and, eq, gte, lt } from 'drizzle-orm';
import type { SQL } from 'drizzle-orm';
import { auditEntries } from '../../schema/tables/audit-entry.ts';
import { nounStore } from '../services/noun-store.ts';
import type { NounStore } from '../services/noun-store.ts';
import type { Orm } from '../services/transaction.ts';

/** An entry of the trail. */
export type AuditEntryRow = typeof auditEntries.$inferSelect;

/** Narrows the trail; what is absent or null narrows nothing. */
export interface AuditFilter {
  readonly projectId?: string | null | undefined;
  readonly actorId?: string | null | undefined;
  readonly action?: string | null | undefined;
  readonly kind?: string | null | undefined;
  readonly objectId?: string | null | undefined;
  readonly since?: Date | null | undefined;
  readonly until?: Date | null | undefined;
}

/** The trail, for reading; newest first. */
export interface AuditReadStore extends NounStore<AuditEntryRow, typeof auditEntries.$inferInsert> {
  matching(filter: AuditFilter): SQL | undefined;
}

/** The store of audit entries. */
export function auditReadStore(orm: Orm): AuditReadStore {
  return {
    ...nounStore(orm, auditEntries, { order: [auditEntries.id], descending: true }, (projectId) => eq(auditEntries.projectId, projectId)),
    matching({ since, until, ...texts }) {
      const equal = Object.entries(texts).flatMap(([name, value]) =>
        value === null || value === undefined ? [] : [eq(auditEntries[name as keyof typeof texts], value)],
      );
      return and(
        ...equal,
        since === null || since === undefined ? undefined : gte(auditEntries.at, since),
        until === null || until === undefined ? undefined : lt(auditEntries.at, until),
      );
    },
  };
}
