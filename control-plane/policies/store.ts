import { eq } from 'drizzle-orm';
import type { SQL } from 'drizzle-orm';
import { policies } from '../../schema/tables/policy.ts';
import { projects } from '../../schema/tables/project.ts';
import { registries } from '../../schema/tables/registry.ts';
import { nounStore } from '../services/noun-store.ts';
import type { NounStore } from '../services/noun-store.ts';
import type { Orm, Transaction } from '../services/transaction.ts';

/** A policy as stored; `rules` is the whole of it but its id. */
export type PolicyRow = typeof policies.$inferSelect;

/** Rows of policies. */
export interface PolicyStore extends NounStore<typeof policies.$inferSelect, typeof policies.$inferInsert> {
  readonly parents: { readonly project: typeof policies.projectId };
  ofProject(projectId: string): SQL;
  /** Ids of registries that name a policy. */
  registriesNaming(tx: Transaction, id: string): Promise<string[]>;
  defaultOf(tx: Transaction, projectId: string): Promise<string | null>;
  makeDefault(tx: Transaction, projectId: string, id: string): Promise<void>;
}

/** The store of policies. */
export function policyStore(orm: Orm): PolicyStore {
  return {
    ...nounStore(orm, policies, { order: [policies.id] }, (projectId) => eq(policies.projectId, projectId)),
    parents: { project: policies.projectId },
    ofProject: (projectId) => eq(policies.projectId, projectId),
    async registriesNaming(tx, id) {
      const rows = await tx.select({ id: registries.id }).from(registries).where(eq(registries.policyId, id)).limit(50);
      return rows.map((row) => row.id);
    },
    async defaultOf(tx, projectId) {
      const rows = await tx.select({ id: projects.defaultPolicyId }).from(projects).where(eq(projects.id, projectId)).for('update');
      return rows[0]?.id ?? null;
    },
    async makeDefault(tx, projectId, id) {
      await tx.update(projects).set({ defaultPolicyId: id }).where(eq(projects.id, projectId));
    },
  };
}
