import { writeAudit } from '../audit/audit-store.ts';
import type { AuditFact } from '../audit/audit-store.ts';
import { currentVersion, recordChanges } from '../snapshot/changes.ts';
import type { ChangedResource } from '../snapshot/changes.ts';
import { databaseErrorOf, isWorthRepeating } from './database-error.ts';
import { nameTaken } from './refusal.ts';
import type { Orm, Transaction } from './transaction.ts';
import type { Viewer } from './viewer.ts';

/** What a transaction did. */
export interface Change<T> {
  readonly value: T;
  /** Everything nodes may hold that is different now; empty when nodes enforce nothing new. */
  readonly touched: readonly ChangedResource[];
  readonly audit: readonly AuditFact[];
}

/** The outcome of a change, with the config version it made. */
export type Changed<T> = T & { readonly configVersion: string };

/**
 * Runs a change in one transaction: the change itself, the config version with what it touched, the audit trail.
 * All of it holds or none. A change that meets another in the middle (deadlock) is run again.
 *
 * Throws: Refusal (NameTaken) for a name that is taken; whatever `work` throws, after rolling back.
 */
export async function commitChange<T extends object>(
  orm: Orm,
  viewer: Viewer,
  work: (tx: Transaction) => Promise<Change<T>>,
): Promise<Changed<T>> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await orm.transaction(async (tx) => {
        const { value, touched, audit } = await work(tx);
        const configVersion = touched.length === 0 ? await currentVersion(tx) : await recordChanges(tx, touched);
        await writeAudit(tx, viewer, configVersion, audit);
        return { ...value, configVersion };
      });
    } catch (error) {
      const facts = databaseErrorOf(error);
      if (facts !== null && isWorthRepeating(facts) && attempt < MAX_ATTEMPTS) continue;
      const where = facts?.code === '23505' ? UNIQUE_NAMES[facts.constraint] : undefined;
      if (where !== undefined) throw nameTaken(takenName(facts?.detail ?? ''), where);
      throw error;
    }
  }
}

const MAX_ATTEMPTS = 4;

/** Constraints on names, and within what each has to be unique. */
const UNIQUE_NAMES: Readonly<Record<string, string>> = {
  projects_name_key: 'in the installation',
  registries_name_key: 'in the installation',
  servers_registry_id_name_key: 'in its registry',
  applications_project_id_name_key: 'in its project',
  policies_project_id_name_key: 'in its project',
  credentials_project_id_name_key: 'in its project',
  oauth_providers_name: 'in its project',
  issuers_issuer: 'in its project',
  oauth_client_rules_client: 'in its project',
};

/** The name in `Key (project_id, name)=(prj_…, x) already exists.` */
function takenName(detail: string): string {
  return /=\((?:[a-z]{3}_[0-9a-z]{26}, )?(.*)\) already exists/s.exec(detail)?.[1] ?? '';
}
