import { eq } from 'drizzle-orm';
import type { SQL } from 'drizzle-orm';
import { applications } from '../../schema/tables/application.ts';
import { credentials } from '../../schema/tables/credential.ts';
import { policies } from '../../schema/tables/policy.ts';
import { projects } from '../../schema/tables/project.ts';
import { registries } from '../../schema/tables/registry.ts';
import { nounStore } from '../services/noun-store.ts';
import type { NounStore } from '../services/noun-store.ts';
import type { Orm, Transaction } from '../services/transaction.ts';

/** A project as stored. */
export type ProjectRow = typeof projects.$inferSelect;

/** Rows of projects. */
export interface ProjectStore extends NounStore<typeof projects.$inferSelect, typeof projects.$inferInsert> {
  named(name: string): SQL;
  /** Ids of what keeps a project from being deleted. */
  contents(tx: Transaction, id: string): Promise<string[]>;
  /** Ids of what goes with a project. */
  belongings(tx: Transaction, id: string): Promise<{ policies: string[]; credentials: string[] }>;
}

/** The store of projects. */
export function projectStore(orm: Orm): ProjectStore {
  return {
    ...nounStore(orm, projects, { order: [projects.id] }, (projectId) => eq(projects.id, projectId)),
    named: (name) => eq(projects.name, name),
    async contents(tx, id) {
      const held = await tx.select({ id: registries.id }).from(registries).where(eq(registries.projectId, id)).limit(50);
      const calling = await tx.select({ id: applications.id }).from(applications).where(eq(applications.projectId, id)).limit(50);
      return [...held, ...calling].map((row) => row.id);
    },
    async belongings(tx, id) {
      const policyRows = await tx.select({ id: policies.id }).from(policies).where(eq(policies.projectId, id));
      const credentialRows = await tx.select({ id: credentials.id }).from(credentials).where(eq(credentials.projectId, id));
      return { policies: policyRows.map((row) => row.id), credentials: credentialRows.map((row) => row.id) };
    },
  };
}
