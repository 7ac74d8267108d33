import { auditEntries } from '../../schema/tables/audit-entry.ts';
import { newId } from '../services/ids.ts';
import type { Viewer } from '../services/viewer.ts';
import type { Transaction } from '../services/transaction.ts';

/** One administrative change, as the trail keeps it. Holds no secret. */
export interface AuditFact {
  readonly action: string;
  readonly kind: string;
  readonly id: string;
  readonly name: string | null;
  readonly projectId: string | null;
  readonly before: object | null;
  readonly after: object | null;
}

/** Writes the trail, in the transaction of the change. */
export async function writeAudit(tx: Transaction, viewer: Viewer, configVersion: string, facts: readonly AuditFact[]): Promise<void> {
  if (facts.length === 0) return;
  await tx.insert(auditEntries).values(
    facts.map((fact) => ({
      id: newId('AuditEntry'),
      actorId: viewer.tokenId,
      actorName: viewer.name,
      role: viewer.role,
      action: fact.action,
      kind: fact.kind,
      objectId: fact.id,
      objectName: fact.name,
      projectId: fact.projectId,
      before: fact.before as Record<string, unknown> | null,
      after: fact.after as Record<string, unknown> | null,
      requestId: viewer.requestId,
      configVersion,
    })),
  );
}
