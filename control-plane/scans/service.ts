import { z } from 'zod';
import { permit } from '../admin-tokens/permissions.ts';
import type { Discovered } from '../discovery/discovered.ts';
import type { ItemRow, ItemStore } from '../items/store.ts';
import type { RegistryStore } from '../registries/store.ts';
import { rank, type Severity } from '../scanner/check.ts';
import { checksVersion } from '../scanner/scan-server.ts';
import type { ServerRow, ServerStore } from '../servers/store.ts';
import { commitChange, type Changed } from '../services/change.ts';
import { newId } from '../services/ids.ts';
import type { Page, PageArgs } from '../services/page.ts';
import { holdReference, reader, type Reader } from '../services/reader.ts';
import { invalidInput, notFound } from '../services/refusal.ts';
import { currentVersion } from '../snapshot/changes.ts';
import type { Orm } from '../services/transaction.ts';
import { future, says, valid, whole } from '../services/validate.ts';
import type { Viewer } from '../services/viewer.ts';
import { assess, findingRows } from './assess.ts';
import type { FindingRow, ScanReason, ScanRow, ScanSettingsRow, ScanStore, WaiverRow } from './store.ts';

/** A finding with the waiver in force. */
export interface ShownFinding extends FindingRow {
  readonly waiver: WaiverRow | null;
}

/** Scans of servers, what they found, and what people decided about it. */
export interface ScanService extends Reader<ScanRow> {
  ofServers(viewer: Viewer, ids: readonly string[], args: PageArgs): Promise<Page<ScanRow>[]>;
  lastOf(viewer: Viewer, serverIds: readonly string[]): Promise<(ScanRow | null)[]>;
  findingsOfScans(viewer: Viewer, scanIds: readonly string[]): Promise<ShownFinding[][]>;
  findingsOfItems(viewer: Viewer, itemIds: readonly string[]): Promise<ShownFinding[][]>;
  readonly findings: Reader<FindingRow>;
  /** Findings by id, with their waivers. */
  shownByIds(viewer: Viewer, ids: readonly string[]): Promise<(ShownFinding | null)[]>;
  readonly waivers: Reader<WaiverRow>;
  settingsOf(viewer: Viewer, registryIds: readonly string[]): Promise<ScanSettingsRow[]>;
  request(viewer: Viewer, input: unknown): Promise<Changed<{ scan: ScanRow }>>;
  waive(viewer: Viewer, input: unknown): Promise<Changed<{ waiver: WaiverRow }>>;
  revokeWaiver(viewer: Viewer, input: unknown): Promise<Changed<{ waiver: WaiverRow }>>;
  setSettings(viewer: Viewer, input: unknown): Promise<Changed<{ settings: ScanSettingsRow }>>;
  /** Queues a scan on behalf of the system. */
  queue(serverId: string, reason: ScanReason, delayMs: number): Promise<void>;
  /** Scans what was just discovered and stores it, then lets findings act. `scan`: the claimed one; null for a new one. */
  assess(
    viewer: Viewer,
    server: ServerRow,
    discovered: Discovered,
    reason: ScanReason,
    scan: ScanRow | null,
    signal?: AbortSignal,
  ): Promise<ScanRow>;
  /** Throws: Refusal when an item has attack findings that stand in the way of enabling it. */
  mayEnable(viewer: Viewer, rows: readonly ItemRow[]): Promise<void>;
}

/** What scans need of the rest. */
export interface ScanParts {
  readonly items: ItemStore;
  readonly servers: ServerStore;
  readonly registries: RegistryStore;
}

const SEVERITY = z.enum(['info', 'low', 'medium', 'high', 'critical']);
const ById = z.strictObject({ id: z.string() });
const WaiveInput = z.strictObject({
  findingId: z.string(),
  reason: z.string().trim().min(3, says('is too short', '3 to 1000 characters')).max(1000, says('is too long', '3 to 1000 characters')),
  expiresAt: future(() => Date.now()).nullish(),
});
const SettingsInput = z.strictObject({
  registryId: z.string(),
  rescanIntervalS: whole(60, 2_592_000).nullish(),
  allowHarmlessChanges: z.boolean().nullish(),
  forbidEnablingFrom: SEVERITY.nullish(),
  quarantineFrom: SEVERITY.nullish(),
});
const LEASE_MS = 120_000;

/** The service of scans. */
export function scanService(orm: Orm, store: ScanStore, parts: ScanParts): ScanService {
  const read = reader(store, 'config.read');
  const shown = async (rows: readonly FindingRow[]): Promise<ShownFinding[]> => {
    const inForce = new Map(
      (await store.waiversInForce([...new Set(rows.map(({ serverId }) => serverId))])).map((waiver) => [
        `${waiver.serverId}\0${waiver.fingerprint}`,
        waiver,
      ]),
    );
    return rows
      .map((row) => ({ ...row, waiver: inForce.get(`${row.serverId}\0${row.fingerprint}`) ?? null }))
      .sort(
        (a, b) =>
          rank(b.severity) - rank(a.severity) || CLASS_ORDER.indexOf(a.class) - CLASS_ORDER.indexOf(b.class) || b.confidence - a.confidence,
      );
  };
  const grouped = (ids: readonly string[], rows: readonly ShownFinding[], key: (row: ShownFinding) => string | null): ShownFinding[][] =>
    ids.map((id) => rows.filter((row) => key(row) === id));

  return {
    ...read,
    findings: reader(store.findings, 'config.read'),
    waivers: reader(store.waivers, 'config.read'),
    async shownByIds(viewer, ids) {
      permit(viewer, 'config.read');
      const byId = new Map((await shown(await store.findings.byIds(ids, viewer.projectId))).map((row) => [row.id, row]));
      return ids.map((id) => byId.get(id) ?? null);
    },
    ofServers: (viewer, ids, args) => read.children(viewer, store.parents.server, ids, undefined, args),
    async lastOf(viewer, serverIds) {
      permit(viewer, 'config.read');
      const last = await store.lastDone(serverIds);
      return serverIds.map((id) => last.get(id) ?? null);
    },
    async findingsOfScans(viewer, scanIds) {
      const visible = (await read.byIds(viewer, scanIds)).flatMap((row) => (row === null ? [] : [row.id]));
      return grouped(scanIds, await shown(await store.findingsOfScans(visible)), (row) => row.scanId);
    },
    async findingsOfItems(viewer, itemIds) {
      permit(viewer, 'config.read');
      const visible = (await parts.items.byIds(itemIds, viewer.projectId)).map(({ id }) => id);
      return grouped(itemIds, await shown(await store.findingsOfItems(visible)), (row) => row.itemId);
    },
    async settingsOf(viewer, registryIds) {
      permit(viewer, 'config.read');
      const known = await store.settings(registryIds);
      return registryIds.map((id) => known.get(id) as ScanSettingsRow);
    },

    async request(viewer, input) {
      permit(viewer, 'server.scan');
      const { id } = valid(ById, input);
      const [server] = await parts.servers.byIds([id], viewer.projectId);
      if (server === undefined) throw notFound('Server', id);
      return { scan: await store.queue(id, 'requested', viewer.name, new Date()), configVersion: await currentVersion(orm) };
    },

    async waive(viewer, input) {
      permit(viewer, 'finding.waive');
      const { findingId, reason, expiresAt } = valid(WaiveInput, input);
      return commitChange(orm, viewer, async (tx) => {
        const finding = await holdReference(tx, store.findings, 'Finding', viewer, findingId);
        const waiver = await store.waivers.insert(tx, {
          id: newId('Waiver'),
          serverId: finding.serverId,
          itemId: finding.itemId,
          check: finding.check,
          fingerprint: finding.fingerprint,
          reason,
          author: viewer.name,
          expiresAt: expiresAt ?? null,
        });
        const projectId = await projectOf(finding.serverId);
        return {
          value: { waiver },
          touched: [],
          audit: [
            {
              action: 'finding.waive',
              kind: 'Waiver',
              id: waiver.id,
              name: `${finding.check} on ${finding.subject}`,
              projectId,
              before: null,
              after: waiver,
            },
          ],
        };
      });
    },

    async revokeWaiver(viewer, input) {
      permit(viewer, 'waiver.revoke');
      const { id } = valid(ById, input);
      return commitChange(orm, viewer, async (tx) => {
        const before = await store.waivers.hold(tx, id, viewer.projectId, 'update');
        if (before === null) throw notFound('Waiver', id);
        const waiver = before.revokedAt === null ? await store.waivers.update(tx, id, { revokedAt: new Date() }) : before;
        const projectId = await projectOf(before.serverId);
        return {
          value: { waiver },
          touched: [],
          audit:
            waiver === before
              ? []
              : [{ action: 'waiver.revoke', kind: 'Waiver', id, name: before.check, projectId, before, after: waiver }],
        };
      });
    },

    async setSettings(viewer, input) {
      permit(viewer, 'scan-settings.update');
      const changes = valid(SettingsInput, input);
      return commitChange(orm, viewer, async (tx) => {
        const registry = await holdReference(tx, parts.registries, 'Registry', viewer, changes.registryId);
        const before = (await store.settings([registry.id])).get(registry.id) as ScanSettingsRow;
        const severity = (given: Severity | null | undefined, kept: string): string => (given === undefined ? kept : (given ?? ''));
        const settings: ScanSettingsRow = {
          registryId: registry.id,
          rescanIntervalS: changes.rescanIntervalS ?? before.rescanIntervalS,
          allowHarmlessChanges: changes.allowHarmlessChanges ?? before.allowHarmlessChanges,
          forbidEnablingFrom: severity(changes.forbidEnablingFrom, before.forbidEnablingFrom),
          quarantineFrom: severity(changes.quarantineFrom, before.quarantineFrom),
          revision: before.revision + 1,
        };
        await store.saveSettings(tx, settings);
        return {
          value: { settings },
          touched: [],
          audit: [
            {
              action: 'scan-settings.update',
              kind: 'Registry',
              id: registry.id,
              name: registry.name,
              projectId: registry.projectId,
              before,
              after: settings,
            },
          ],
        };
      });
    },

    async queue(serverId, reason, delayMs) {
      await store.queue(serverId, reason, 'portcullis', new Date(Date.now() + delayMs));
    },

    async assess(viewer, server, discovered, reason, scan, signal) {
      const siblings = await parts.items.offeredIn([server.registryId]);
      const ids = siblings
        .filter((item) => item.server !== server.name && item.type === 'tool')
        .map(({ id }) => id)
        .slice(0, 2_000);
      const peers = (await parts.items.byIds(ids, null)).map((row) => ({
        server: siblings.find(({ id }) => id === row.id)?.server ?? '',
        definition: row.definition,
      }));
      const started = new Date();
      const report = await assess(server.name, discovered, peers, {
        ...(signal === undefined ? {} : { signal }),
        onProgress: (done, total) => void (scan !== null && store.keep(scan.id, LEASE_MS, done, total).catch(() => undefined)),
      });
      const own = siblings.filter((item) => item.server === server.name);
      const id = scan?.id ?? newId('Scan');
      const found = findingRows(id, server.id, report, own);
      const total = report.definitions.length;
      const stored = await store.record(
        {
          id,
          serverId: server.id,
          reason: scan?.reason ?? reason,
          requestedBy: scan?.requestedBy ?? viewer.name,
          state: 'done',
          startedAt: scan?.startedAt ?? started,
          finishedAt: new Date(),
          leaseUntil: null,
          progress: total,
          total,
          verdict: report.verdict,
          grade: report.grade,
          risk: report.risk.score,
          riskExplanation: report.risk.explanation,
          checksVersion: checksVersion(),
          coverage: report.coverage,
          error: null,
        },
        found,
      );
      await act(viewer, server, found);
      return stored;
    },

    async mayEnable(viewer, rows) {
      const serverIds = [...new Set(rows.map(({ serverId }) => serverId))];
      const registryOf = new Map((await parts.servers.byIds(serverIds, null)).map(({ id, registryId }) => [id, registryId]));
      const settings = await store.settings([...new Set(registryOf.values())]);
      const findings = await shown(await store.findingsOfItems(rows.map(({ id }) => id)));
      const problems = rows.flatMap((row, index) => {
        const from = settings.get(registryOf.get(row.serverId) ?? '')?.forbidEnablingFrom ?? '';
        const worst = from === '' ? undefined : findings.find((finding) => finding.itemId === row.id && counts(finding, from as Severity));
        return worst === undefined
          ? []
          : [
              {
                field: `items.${index}`,
                problem: `"${row.name}" has the ${worst.severity} finding ${worst.check} (${worst.note})`,
                expected: 'a waiver of that finding (waiveFinding), or another definition',
              },
            ];
      });
      if (problems.length > 0) throw invalidInput(problems);
    },
  };

  async function projectOf(serverId: string): Promise<string | null> {
    const [server] = await parts.servers.byIds([serverId], null);
    const [registry] = server === undefined ? [] : await parts.registries.byIds([server.registryId], null);
    return registry?.projectId ?? null;
  }

  /** Findings act: an enabled item with an attack finding that is bad enough is quarantined. */
  async function act(viewer: Viewer, server: ServerRow, found: readonly FindingRow[]): Promise<void> {
    const from = (await store.settings([server.registryId])).get(server.registryId)?.quarantineFrom ?? '';
    if (from === '') return;
    const waived = new Set((await store.waiversInForce([server.id])).map(({ fingerprint }) => fingerprint));
    const bad = new Map(
      found
        .filter(
          (finding) =>
            finding.itemId !== null && !waived.has(finding.fingerprint) && counts({ ...finding, waiver: null }, from as Severity),
        )
        .map((finding) => [finding.itemId as string, finding]),
    );
    if (bad.size === 0) return;
    const projectId = await projectOf(server.id);
    await commitChange(orm, viewer, async (tx) => {
      const held = (await parts.items.holdAll(tx, [...bad.keys()], null)).filter(({ state }) => state === 'enabled');
      const after = [];
      for (const row of held) {
        const finding = bad.get(row.id);
        after.push(
          await parts.items.update(tx, row.id, {
            state: 'quarantined',
            quarantineReason: `the scan found ${finding?.check}: ${finding?.note ?? ''}`.slice(0, 500),
            revision: row.revision + 1,
          }),
        );
      }
      return {
        value: {},
        touched: after.map(({ id }) => ({ kind: 'Item' as const, id })),
        audit: after.map((row) => ({
          action: 'item.quarantine',
          kind: 'Item',
          id: row.id,
          name: row.name,
          projectId,
          before: { state: 'enabled' },
          after: { state: row.state, quarantineReason: row.quarantineReason },
        })),
      };
    });
  }
}

const CLASS_ORDER = ['attack', 'exposure', 'hygiene'];

function counts(finding: Pick<ShownFinding, 'class' | 'severity' | 'waiver'>, from: Severity): boolean {
  return finding.class === 'attack' && finding.waiver === null && rank(finding.severity) >= rank(from);
}
