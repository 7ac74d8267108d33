import { and, eq, gt, isNull, lt, or, sql } from 'drizzle-orm';
import { adminTokens } from '../../schema/tables/admin-token.ts';
import { nounStore } from '../services/noun-store.ts';
import type { NounStore } from '../services/noun-store.ts';
import type { Orm } from '../services/transaction.ts';

/** An admin token as stored: its hash. */
export type AdminTokenRow = typeof adminTokens.$inferSelect;

/** Rows of admin tokens. */
export interface AdminTokenStore extends NounStore<AdminTokenRow, typeof adminTokens.$inferInsert> {
  /** The token with a hash, when it works now. */
  working(hash: string, now: Date): Promise<AdminTokenRow | null>;
  /** Notes a use, at most once a minute. */
  touch(id: string, now: Date): Promise<void>;
  isEmpty(): Promise<boolean>;
}

/** The store of admin tokens. */
export function adminTokenStore(orm: Orm): AdminTokenStore {
  return {
    ...nounStore(orm, adminTokens, { order: [adminTokens.id] }, (projectId) => eq(adminTokens.projectId, projectId)),
    async working(hash, now) {
      const good = and(
        eq(adminTokens.hash, hash),
        isNull(adminTokens.revokedAt),
        or(isNull(adminTokens.expiresAt), gt(adminTokens.expiresAt, now)),
      );
      return (await orm.select().from(adminTokens).where(good).limit(1))[0] ?? null;
    },
    async touch(id, now) {
      const stale = or(isNull(adminTokens.lastUsedAt), lt(adminTokens.lastUsedAt, new Date(now.getTime() - 60_000)));
      await orm
        .update(adminTokens)
        .set({ lastUsedAt: now })
        .where(and(eq(adminTokens.id, id), stale));
    },
    async isEmpty() {
      return (
        (
          await orm
            .select({ one: sql`1` })
            .from(adminTokens)
            .limit(1)
        ).length === 0
      );
    },
  };
}
