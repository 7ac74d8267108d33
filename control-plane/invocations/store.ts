import { and, eq, gte, inArray, lt, max } from 'drizzle-orm';
import type { SQL } from 'drizzle-orm';
import { invocations } from '../../schema/tables/invocation.ts';
import { usageHours } from '../../schema/tables/usage-hour.ts';
import { nounStore } from '../services/noun-store.ts';
import type { NounStore } from '../services/noun-store.ts';
import type { Orm } from '../services/transaction.ts';

/** A call as recorded; empty text where a fact is not known. */
export type InvocationRow = typeof invocations.$inferSelect;

/** Narrows a list of calls; what is absent or null narrows nothing. */
export interface InvocationFilter {
  readonly projectId?: string | null | undefined;
  readonly applicationId?: string | null | undefined;
  readonly keyId?: string | null | undefined;
  readonly registryId?: string | null | undefined;
  readonly serverId?: string | null | undefined;
  readonly itemId?: string | null | undefined;
  readonly userSubject?: string | null | undefined;
  readonly agentName?: string | null | undefined;
  readonly method?: string | null | undefined;
  readonly outcomes?: readonly string[] | null | undefined;
  readonly actions?: readonly string[] | null | undefined;
  readonly reason?: string | null | undefined;
  readonly incidentId?: string | null | undefined;
  readonly traceId?: string | null | undefined;
  readonly session?: string | null | undefined;
  readonly since?: Date | null | undefined;
  readonly until?: Date | null | undefined;
}

/** Records of calls; for reading. */
export interface InvocationStore extends NounStore<InvocationRow, typeof invocations.$inferInsert> {
  matching(filter: InvocationFilter): SQL | undefined;
  /** When each key was used last, by key id. */
  lastUses(keyIds: readonly string[]): Promise<ReadonlyMap<string, Date>>;
}

/** Lists are counted up to here. */
export const COUNT_LIMIT = 10_000;

/** The store of invocations. */
export function invocationStore(orm: Orm): InvocationStore {
  const shape = { order: [invocations.startedAt, invocations.id], descending: true, countUpTo: COUNT_LIMIT };
  return {
    ...nounStore(orm, invocations, shape, (projectId) => eq(invocations.projectId, projectId)),
    matching({ outcomes, actions, since, until, ...texts }) {
      const equal = Object.entries(texts).flatMap(([name, value]) =>
        value === null || value === undefined ? [] : [eq(invocations[name as keyof typeof texts], value)],
      );
      return and(
        ...equal,
        outcomes === null || outcomes === undefined ? undefined : inArray(invocations.outcome, [...outcomes]),
        actions === null || actions === undefined ? undefined : inArray(invocations.action, [...actions]),
        since === null || since === undefined ? undefined : gte(invocations.startedAt, since),
        until === null || until === undefined ? undefined : lt(invocations.startedAt, until),
      );
    },
    async lastUses(keyIds) {
      const rows = await orm
        .select({ keyId: usageHours.keyId, at: max(usageHours.lastAt) })
        .from(usageHours)
        .where(inArray(usageHours.keyId, [...keyIds]))
        .groupBy(usageHours.keyId);
      return new Map(rows.flatMap(({ keyId, at }) => (at === null ? [] : [[keyId, at] as const])));
    },
  };
}
