import { rank, SEVERITIES } from '../check.ts';
import type { CheckClass, ScanFinding, Severity } from '../check.ts';
import { forTerminal } from './escape.ts';
import { findingsOf } from './subject.ts';
import type { ReportEntry } from './subject.ts';

/**
 * Reports as plain text for a terminal: a line per server, then its findings by class, worst first.
 *
 * Findings below `from` are counted, not listed. Holds no control characters but line breaks and, with `color`, SGR codes.
 */
export function asTable(entries: readonly ReportEntry[], options: { readonly from?: Severity; readonly color?: boolean } = {}): string {
  const from = rank(options.from ?? 'low');
  const paint = (severity: Severity, text: string): string =>
    options.color === true ? `\x1b[${COLORS[SEVERITIES.indexOf(severity)]}m${text}\x1b[0m` : text;
  const lines: string[] = [];
  for (const entry of entries) {
    if (entry.kind === 'failed') {
      lines.push(`${forTerminal(entry.server)}: COULD NOT BE SCANNED: ${forTerminal(entry.reason, 300)}`, '');
      continue;
    }
    const { report } = entry;
    const findings = findingsOf(report);
    lines.push(
      `${forTerminal(report.server)}: ${report.verdict.toUpperCase()} · grade ${report.risk.grade} (${report.risk.score}/100) · ${report.definitions.length} definitions · ${report.coverage.checks.filter(({ status }) => status === 'ran').length} of ${report.coverage.checks.length} checks ran`,
    );
    for (const { name, status, detail } of report.coverage.surfaces)
      if (status === 'failed' || status === 'truncated') lines.push(`  ! ${name} ${status}: ${forTerminal(detail ?? '', 200)}`);
    for (const { id, status, detail } of report.coverage.checks)
      if (status !== 'ran') lines.push(`  ! ${id} ${status}${detail === null ? '' : `: ${forTerminal(detail, 120)}`}`);
    for (const cls of ['attack', 'exposure', 'hygiene'] as const) {
      const own = findings.filter((finding) => finding.class === cls).sort((a, b) => rank(b.severity) - rank(a.severity));
      const listed = own.filter(({ severity }) => rank(severity) >= from);
      if (own.length === 0) continue;
      lines.push(`  ${HEADINGS[cls]}${listed.length < own.length ? ` (${own.length - listed.length} below the threshold not shown)` : ''}`);
      for (const finding of listed) lines.push(...row(finding, paint));
    }
    if (findings.length === 0) lines.push('  nothing found');
    lines.push('');
  }
  return lines.join('\n');
}

function row(finding: ScanFinding, paint: (severity: Severity, text: string) => string): string[] {
  const span = finding.end > finding.start ? `:${finding.start}-${finding.end}` : '';
  const lines = [
    `    ${paint(finding.severity, finding.severity.toUpperCase().padEnd(8))} ${finding.check.padEnd(30)} ${forTerminal(finding.subject.name, 50)} ${forTerminal(finding.path, 70)}${span}`,
    `             ${finding.note} (confidence ${finding.confidence.toFixed(2)})`,
  ];
  if (finding.decoded !== null && finding.decoded !== '') lines.push(`             decodes to: ${forTerminal(finding.decoded, 160)}`);
  return lines;
}

const HEADINGS: Readonly<Record<CheckClass, string>> = {
  attack: 'Attack: reasons to quarantine',
  exposure: 'Exposure: what it makes possible',
  hygiene: 'Hygiene',
};
const COLORS = [90, 36, 33, 31, '1;31'];
