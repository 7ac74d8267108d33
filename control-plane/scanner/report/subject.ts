import type { ScanFinding } from '../check.ts';
import type { ServerReport } from '../scan-server.ts';

/** A server that was scanned, or could not be and why. */
export type ReportEntry =
  | { readonly kind: 'scanned'; readonly report: ServerReport }
  | { readonly kind: 'failed'; readonly server: string; readonly reason: string };

/** Every finding of a report, those of the server first. */
export function findingsOf(report: ServerReport): readonly ScanFinding[] {
  return [...report.findings, ...report.definitions.flatMap(({ findings }) => findings)];
}

/** A finding's place in words: what, where, and the span where there is one. */
export function placeOf(finding: ScanFinding): string {
  const span = finding.end > finding.start ? ` [${finding.start}-${finding.end}]` : '';
  return `${finding.subject.kind} ${finding.subject.name} ${finding.path}${span}`;
}
