import { eq } from 'drizzle-orm';
import { issuers, revocations } from '../../schema/tables/issuer.ts';
import { projects } from '../../schema/tables/project.ts';
import type { Transaction } from '../services/transaction.ts';
import type { Orm } from './providers/store.ts';

/** Hosts and ranges in private space that a project's servers and providers may be at. */
export async function allowedTargetsOf(orm: Orm, projectId: string): Promise<readonly string[]> {
  const [row] = await orm.select({ targets: projects.allowedPrivateTargets }).from(projects).where(eq(projects.id, projectId));
  return row?.targets ?? [];
}

/** Resources of ours that go when a project goes, so that the change names them. */
export async function oauthGoingWithProject(tx: Transaction, projectId: string): Promise<{ kind: 'Issuer' | 'Revocation'; id: string }[]> {
  const gone = await tx.select({ id: issuers.id }).from(issuers).where(eq(issuers.projectId, projectId));
  const forgotten = await tx.select({ id: revocations.id }).from(revocations).where(eq(revocations.projectId, projectId));
  return [...gone.map(({ id }) => ({ kind: 'Issuer' as const, id })), ...forgotten.map(({ id }) => ({ kind: 'Revocation' as const, id }))];
}
