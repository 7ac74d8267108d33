import { and, desc, eq, gt, inArray, isNull, or, sql } from 'drizzle-orm';
import type { SQL } from 'drizzle-orm';
import { items } from '../../schema/tables/item.ts';
import { registries } from '../../schema/tables/registry.ts';
import { scanFindings, scans, scanSettings, waivers } from '../../schema/tables/scan.ts';
import { servers } from '../../schema/tables/server.ts';
import { newId } from '../services/ids.ts';
import { nounStore } from '../services/noun-store.ts';
import type { NounStore } from '../services/noun-store.ts';
import type { Orm, Transaction } from '../services/transaction.ts';

/** A scan as stored. */
export type ScanRow = typeof scans.$inferSelect;
/** A finding as stored. */
export type FindingRow = typeof scanFindings.$inferSelect;
/** A waiver as stored. */
export type WaiverRow = typeof waivers.$inferSelect;
/** How a registry is watched. */
export type ScanSettingsRow = typeof scanSettings.$inferSelect;

/** Why a scan is made. */
export type ScanReason = ScanRow['reason'];

/** Rows of scans, findings and waivers. */
export interface ScanStore extends NounStore<ScanRow, typeof scans.$inferInsert> {
  readonly parents: { readonly server: typeof scans.serverId };
  readonly findings: NounStore<FindingRow, typeof scanFindings.$inferInsert>;
  readonly waivers: NounStore<WaiverRow, typeof waivers.$inferInsert>;
  /** Queues a scan, or brings one that waits forward. Returns: the one that waits. */
  queue(serverId: string, reason: ScanReason, requestedBy: string, runAfter: Date): Promise<ScanRow>;
  /** Takes the next scan that is due, also one whose worker died. Null: nothing to do. */
  claim(leaseMs: number): Promise<ScanRow | null>;
  /** Keeps a claimed scan, saying how far it is. */
  keep(id: string, leaseMs: number, progress: number, total: number): Promise<void>;
  finish(id: string, changes: Partial<ScanRow>): Promise<void>;
  /** Stores a finished scan with what it found. A scan that waited for the same server is answered by it. */
  record(scan: typeof scans.$inferInsert, found: readonly (typeof scanFindings.$inferInsert)[]): Promise<ScanRow>;
  /** The last finished scan of each server, by server id. */
  lastDone(serverIds: readonly string[]): Promise<ReadonlyMap<string, ScanRow>>;
  findingsOfScans(scanIds: readonly string[]): Promise<FindingRow[]>;
  /** What the last finished scan of its server says of each item. */
  findingsOfItems(itemIds: readonly string[]): Promise<FindingRow[]>;
  waiversInForce(serverIds: readonly string[]): Promise<WaiverRow[]>;
  settings(registryIds: readonly string[]): Promise<ReadonlyMap<string, ScanSettingsRow>>;
  saveSettings(tx: Transaction, row: ScanSettingsRow): Promise<void>;
  /** Ids of enabled servers of enabled registries whose last scan is older than their registry asks, or was made with other checks. */
  due(checksVersion: string, limit: number): Promise<{ serverId: string; reason: ScanReason }[]>;
}

/** What holds where nobody said otherwise. */
export const DEFAULT_SETTINGS: Omit<ScanSettingsRow, 'registryId'> = {
  rescanIntervalS: 3600,
  allowHarmlessChanges: false,
  forbidEnablingFrom: 'critical',
  quarantineFrom: 'critical',
  revision: 1,
};

const MAX_ATTEMPTS = 5;

/** The store of scans. */
export function scanStore(orm: Orm): ScanStore {
  const serversOf = (projectId: string) =>
    orm
      .select({ id: servers.id })
      .from(servers)
      .innerJoin(registries, eq(registries.id, servers.registryId))
      .where(eq(registries.projectId, projectId));
  const rowsOf = async <Row>(query: SQL): Promise<Row[]> => (await orm.execute(query)) as unknown as Row[];
  return {
    ...nounStore(orm, scans, { order: [scans.requestedAt, scans.id], descending: true }, (projectId) =>
      inArray(scans.serverId, serversOf(projectId)),
    ),
    parents: { server: scans.serverId },
    findings: nounStore(orm, scanFindings, { order: [scanFindings.id] }, (projectId) =>
      inArray(scanFindings.serverId, serversOf(projectId)),
    ),
    waivers: nounStore(orm, waivers, { order: [waivers.createdAt, waivers.id] }, (projectId) =>
      inArray(waivers.serverId, serversOf(projectId)),
    ),

    async queue(serverId, reason, requestedBy, runAfter) {
      const row = { id: newId('Scan'), serverId, reason, requestedBy, runAfter };
      const [stored] = await orm
        .insert(scans)
        .values(row)
        .onConflictDoUpdate({
          target: scans.serverId,
          targetWhere: sql`state = 'queued'`,
          set: { runAfter: sql`LEAST(${scans.runAfter}, excluded.run_after)` },
        })
        .returning();
      return stored as ScanRow;
    },

    async claim(leaseMs) {
      const [claimed] = await rowsOf<{ id: string }>(sql`
        UPDATE scans SET state = 'running', attempts = attempts + 1, started_at = now(), lease_until = now() + ${`${leaseMs} milliseconds`}::interval
        WHERE id = (SELECT id FROM scans WHERE (state = 'queued' AND run_after <= now()) OR (state = 'running' AND lease_until < now() AND attempts < ${MAX_ATTEMPTS})
          ORDER BY run_after LIMIT 1 FOR UPDATE SKIP LOCKED) RETURNING id`);
      if (claimed === undefined) return null;
      return (await orm.select().from(scans).where(eq(scans.id, claimed.id)))[0] ?? null;
    },

    async keep(id, leaseMs, progress, total) {
      await orm
        .update(scans)
        .set({ progress, total, leaseUntil: new Date(Date.now() + leaseMs) })
        .where(and(eq(scans.id, id), eq(scans.state, 'running')));
    },

    async finish(id, changes) {
      await orm
        .update(scans)
        .set({ ...changes, leaseUntil: null, finishedAt: new Date() })
        .where(eq(scans.id, id));
    },

    async record(scan, found) {
      return orm.transaction(async (tx) => {
        await tx
          .delete(scans)
          .where(
            and(
              eq(scans.serverId, scan.serverId),
              eq(scans.state, 'queued'),
              inArray(scans.reason, ['enabled', 'scheduled', 'checks_changed']),
            ),
          );
        const [stored] = await tx.insert(scans).values(scan).onConflictDoUpdate({ target: scans.id, set: scan }).returning();
        for (let index = 0; index < found.length; index += 500) await tx.insert(scanFindings).values([...found.slice(index, index + 500)]);
        return stored as ScanRow;
      });
    },

    async lastDone(serverIds) {
      if (serverIds.length === 0) return new Map();
      const rows = await orm
        .selectDistinctOn([scans.serverId])
        .from(scans)
        .where(and(inArray(scans.serverId, [...serverIds]), eq(scans.state, 'done')))
        .orderBy(scans.serverId, desc(scans.finishedAt));
      return new Map(rows.map((row) => [row.serverId, row]));
    },

    async findingsOfScans(scanIds) {
      return scanIds.length === 0
        ? []
        : orm
            .select()
            .from(scanFindings)
            .where(inArray(scanFindings.scanId, [...scanIds]));
    },

    async findingsOfItems(itemIds) {
      if (itemIds.length === 0) return [];
      const last = orm
        .selectDistinctOn([scans.serverId], { id: scans.id })
        .from(scans)
        .where(
          and(
            eq(scans.state, 'done'),
            inArray(
              scans.serverId,
              orm
                .select({ id: items.serverId })
                .from(items)
                .where(inArray(items.id, [...itemIds])),
            ),
          ),
        )
        .orderBy(scans.serverId, desc(scans.finishedAt));
      return orm
        .select()
        .from(scanFindings)
        .where(and(inArray(scanFindings.itemId, [...itemIds]), inArray(scanFindings.scanId, last)));
    },

    async waiversInForce(serverIds) {
      if (serverIds.length === 0) return [];
      return orm
        .select()
        .from(waivers)
        .where(
          and(
            inArray(waivers.serverId, [...serverIds]),
            isNull(waivers.revokedAt),
            or(isNull(waivers.expiresAt), gt(waivers.expiresAt, new Date())),
          ),
        );
    },

    async settings(registryIds) {
      const rows =
        registryIds.length === 0
          ? []
          : await orm
              .select()
              .from(scanSettings)
              .where(inArray(scanSettings.registryId, [...registryIds]));
      const known = new Map(rows.map((row) => [row.registryId, row]));
      return new Map(registryIds.map((registryId) => [registryId, known.get(registryId) ?? { registryId, ...DEFAULT_SETTINGS }]));
    },

    async saveSettings(tx, row) {
      await tx.insert(scanSettings).values(row).onConflictDoUpdate({ target: scanSettings.registryId, set: row });
    },

    async due(checksVersion, limit) {
      const rows = await rowsOf<{ server_id: string; stale: boolean }>(sql`
        SELECT s.id AS server_id, last.checks_version IS DISTINCT FROM ${checksVersion} AS stale
        FROM servers s JOIN registries r ON r.id = s.registry_id AND r.enabled LEFT JOIN scan_settings w ON w.registry_id = r.id
        JOIN LATERAL (SELECT COALESCE(x.finished_at, x.started_at) AS finished_at, x.checks_version FROM scans x WHERE x.server_id = s.id AND x.state IN ('done', 'failed') ORDER BY x.finished_at DESC LIMIT 1) last ON true
        WHERE s.enabled AND NOT EXISTS (SELECT 1 FROM scans q WHERE q.server_id = s.id AND q.state IN ('queued', 'running'))
          AND (last.finished_at < now() - make_interval(secs => COALESCE(w.rescan_interval_s, ${DEFAULT_SETTINGS.rescanIntervalS}) * (0.9 + 0.2 * random())) OR (last.checks_version IS NOT NULL AND last.checks_version <> ${checksVersion}))
        LIMIT ${limit}`);
      return rows.map(({ server_id, stale }) => ({ serverId: server_id, reason: stale ? 'checks_changed' : 'scheduled' }));
    },
  };
}
