import type { Discovered } from '../discovery/discovered.ts';
import type { ItemRow } from '../items/store.ts';
import type { ScanFinding } from '../scanner/check.ts';
import { peerOf, scanServer, type ServerReport } from '../scanner/scan-server.ts';
import { newId } from '../services/ids.ts';
import type { FindingRow } from './store.ts';

/** A tool of another server of the registry. */
export interface PeerTool {
  readonly server: string;
  readonly definition: string;
}

/** Most tools of other servers that a scan compares with. */
const MAX_PEERS = 2_000;

/** Asks every check of what a server offers, among the tools of its registry. Findings that were waived are kept: they are shown as waived. */
export function assess(
  server: string,
  discovered: Discovered,
  peers: readonly PeerTool[],
  options: { signal?: AbortSignal; onProgress?: (done: number, total: number) => void } = {},
): Promise<ServerReport> {
  return scanServer(server, discovered, {
    ...options,
    peers: peers.slice(0, MAX_PEERS).map((peer) => peerOf(peer.server, JSON.parse(peer.definition) as Record<string, unknown>)),
  });
}

/** The findings of a report as rows, each with the item it is about. */
export function findingRows(
  scanId: string,
  serverId: string,
  report: ServerReport,
  items: readonly Pick<ItemRow, 'id' | 'type' | 'name'>[],
): FindingRow[] {
  const byPlace = new Map(items.map((item) => [`${item.type.replace('_', '-')}\0${item.name}`, item.id]));
  const row = (finding: ScanFinding): FindingRow => ({
    id: newId('Finding'),
    scanId,
    serverId,
    itemId: byPlace.get(`${finding.subject.kind}\0${finding.subject.name}`) ?? null,
    subject: clean(finding.subject.name, 256),
    check: finding.check,
    title: finding.title,
    class: finding.class,
    severity: finding.severity,
    confidence: finding.confidence,
    path: clean(finding.path, 500),
    start: finding.start,
    end: finding.end,
    note: clean(finding.note, 1_000),
    decoded: finding.decoded === null ? null : clean(finding.decoded, 500),
    remediation: finding.remediation,
    references: [...finding.references],
    fingerprint: finding.fingerprint,
  });
  return [...report.findings, ...report.definitions.flatMap(({ findings }) => findings)].slice(0, MAX_FINDINGS).map(row);
}

const MAX_FINDINGS = 10_000;

/** Text of a server as PostgreSQL can hold it. */
function clean(text: string, max: number): string {
  // eslint-disable-next-line no-control-regex
  return text.slice(0, max).replace(/[\u0000\ud800-\udfff]/gu, '\ufffd');
}
