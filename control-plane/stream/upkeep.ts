import type { Sql } from 'postgres';

/** Versions whose changes are kept: a control plane or node that is further behind gets the whole config. */
const VERSIONS_KEPT = 10_000;
/** Days after which a node that was not seen is forgotten. */
const NODE_DAYS_KEPT = 30;

/** What was removed. */
export interface Removed {
  readonly changes: number;
  readonly nodes: number;
}

/** Removes the record of old changes and nodes long gone, so that neither table grows without end. Any control plane may do it at any time. */
export async function removeOutdated(sql: Sql): Promise<Removed> {
  const changes = await sql`
    DELETE FROM config_changes WHERE version <= (SELECT version FROM config_version) - ${VERSIONS_KEPT}::bigint`;
  const nodes = await sql`DELETE FROM nodes WHERE last_contact_at < now() - ${NODE_DAYS_KEPT} * interval '1 day'`;
  return { changes: changes.count, nodes: nodes.count };
}
