import { asc, eq, sql } from 'drizzle-orm';
import { joinTokens } from '../../schema/tables/join-token.ts';
import { nodes } from '../../schema/tables/node.ts';
import { nounStore } from '../services/noun-store.ts';
import type { NounStore } from '../services/noun-store.ts';
import type { Orm } from '../services/transaction.ts';

/** A node as the control plane that holds its stream wrote it. */
export type NodeRow = typeof nodes.$inferSelect;
/** A join token as stored: its hash. */
export type JoinTokenRow = typeof joinTokens.$inferSelect;

/** Rows of nodes; for reading. */
export type NodeStore = NounStore<NodeRow, typeof nodes.$inferInsert>;

/** Rows of join tokens. */
export interface JoinTokenStore extends NounStore<JoinTokenRow, typeof joinTokens.$inferInsert> {
  isEmpty(): Promise<boolean>;
  byHash(hash: string): Promise<JoinTokenRow | null>;
}

/** Nodes belong to the installation: whoever is limited to a project sees none. */
const ofNoProject = () => sql`false`;

/** The store of nodes. */
export function nodeStore(orm: Orm): NodeStore {
  return nounStore(orm, nodes, { order: [nodes.name, nodes.id] }, ofNoProject);
}

/** The store of join tokens. */
export function joinTokenStore(orm: Orm): JoinTokenStore {
  return {
    ...nounStore(orm, joinTokens, { order: [joinTokens.createdAt, joinTokens.id] }, ofNoProject),
    async isEmpty() {
      return (
        (
          await orm
            .select({ one: sql`1` })
            .from(joinTokens)
            .limit(1)
        ).length === 0
      );
    },
    async byHash(hash) {
      return (await orm.select().from(joinTokens).where(eq(joinTokens.hash, hash)).orderBy(asc(joinTokens.id)).limit(1))[0] ?? null;
    },
  };
}
