import { eq, inArray } from 'drizzle-orm';
import type { SQL } from 'drizzle-orm';
import { applicationKeys, applications } from '../../schema/tables/application.ts';
import { nounStore } from '../services/noun-store.ts';
import type { NounStore } from '../services/noun-store.ts';
import type { Orm, Transaction } from '../services/transaction.ts';

/** An application as stored. */
export type ApplicationRow = typeof applications.$inferSelect;
/** A key as stored: its hash. */
export type ApplicationKeyRow = typeof applicationKeys.$inferSelect;

/** Rows of applications. */
export interface ApplicationStore extends NounStore<ApplicationRow, typeof applications.$inferInsert> {
  readonly parents: { readonly project: typeof applications.projectId };
  ofProject(projectId: string): SQL;
}

/** Rows of keys. */
export interface ApplicationKeyStore extends NounStore<ApplicationKeyRow, typeof applicationKeys.$inferInsert> {
  readonly parents: { readonly application: typeof applicationKeys.applicationId };
  idsOfApplication(tx: Transaction, applicationId: string): Promise<string[]>;
}

/** The store of applications. */
export function applicationStore(orm: Orm): ApplicationStore {
  return {
    ...nounStore(orm, applications, { order: [applications.id] }, (projectId) => eq(applications.projectId, projectId)),
    parents: { project: applications.projectId },
    ofProject: (projectId) => eq(applications.projectId, projectId),
  };
}

/** The store of keys. */
export function applicationKeyStore(orm: Orm): ApplicationKeyStore {
  const ofProject = (projectId: string): SQL =>
    inArray(
      applicationKeys.applicationId,
      orm.select({ id: applications.id }).from(applications).where(eq(applications.projectId, projectId)),
    );
  return {
    ...nounStore(orm, applicationKeys, { order: [applicationKeys.id] }, ofProject),
    parents: { application: applicationKeys.applicationId },
    async idsOfApplication(tx, applicationId) {
      return (
        await tx.select({ id: applicationKeys.id }).from(applicationKeys).where(eq(applicationKeys.applicationId, applicationId))
      ).map((row) => row.id);
    },
  };
}
