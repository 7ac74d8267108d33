import { and, eq, isNull, sql } from 'drizzle-orm';
import { drifts } from '../../schema/tables/drift.ts';
import { items } from '../../schema/tables/item.ts';
import type { ItemStore } from '../items/store.ts';
import { commitChange } from '../services/change.ts';
import type { Orm } from '../services/transaction.ts';
import type { Viewer } from '../services/viewer.ts';

/**
 * Takes the definitions nodes saw and nobody has dealt with: an enabled item that differs is quarantined at once, with the
 * live definition beside the approved one, whether or not its server can be reached from here.
 *
 * Returns: the servers they belong to, to be read and scanned.
 */
export async function takeDrifts(orm: Orm, itemRows: ItemStore, viewer: Viewer): Promise<string[]> {
  const open = await orm.select().from(drifts).where(isNull(drifts.handledAt)).limit(500);
  if (open.length === 0) return [];
  await commitChange(orm, viewer, async (tx) => {
    const newest = new Map(
      open
        .toSorted((a, b) => a.observedAt.getTime() - b.observedAt.getTime())
        .filter(({ itemId }) => itemId !== '')
        .map((drift) => [drift.itemId, drift]),
    );
    const held = await itemRows.holdAll(tx, [...newest.keys()], null);
    const touched = [];
    const audit = [];
    for (const row of held) {
      const drift = newest.get(row.id);
      if (
        drift === undefined ||
        row.state !== 'enabled' ||
        drift.digest === row.approvedDigest ||
        drift.observedAt < (row.approvedAt ?? drift.observedAt)
      )
        continue;
      const isReadable = drift.definition !== 'null' && drift.definition !== '';
      const after = await itemRows.update(tx, row.id, {
        ...(isReadable ? { definition: drift.definition, digest: drift.digest } : {}),
        state: 'quarantined',
        quarantineReason: 'a node saw that the server changed the definition after it was approved',
        revision: row.revision + 1,
      });
      touched.push({ kind: 'Item' as const, id: row.id });
      const projectId = await projectOfItem(orm, row.id);
      audit.push({
        action: 'item.quarantine',
        kind: 'Item',
        id: row.id,
        name: row.name,
        projectId,
        before: { state: row.state, digest: row.digest },
        after: { state: after.state, digest: after.digest, node: drift.nodeId },
      });
    }
    for (const { id } of open)
      await tx
        .update(drifts)
        .set({ handledAt: new Date() })
        .where(and(eq(drifts.id, id), isNull(drifts.handledAt)));
    return { value: {}, touched, audit };
  });
  return [...new Set(open.map(({ serverId }) => serverId))].filter((id) => id !== '');
}

async function projectOfItem(orm: Orm, itemId: string): Promise<string | null> {
  const rows = (await orm.execute(
    sql`SELECT r.project_id FROM ${items} i JOIN servers s ON s.id = i.server_id JOIN registries r ON r.id = s.registry_id WHERE i.id = ${itemId}`,
  )) as unknown as { project_id: string }[];
  return rows[0]?.project_id ?? null;
}
