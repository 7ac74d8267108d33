import { rank } from '../check.ts';
import { forMarkdown } from './escape.ts';
import { findingsOf } from './subject.ts';
import type { ReportEntry } from './subject.ts';

/** Reports as Markdown: a heading per server, a table of findings, what was covered. Text of servers is escaped. */
export function asMarkdown(entries: readonly ReportEntry[]): string {
  const lines: string[] = ['# Scan report', ''];
  for (const entry of entries) {
    if (entry.kind === 'failed') {
      lines.push(`## ${forMarkdown(entry.server)}`, '', `**Could not be scanned:** ${forMarkdown(entry.reason, 300)}`, '');
      continue;
    }
    const { report } = entry;
    const findings = [...findingsOf(report)].sort((a, b) => rank(b.severity) - rank(a.severity));
    lines.push(
      `## ${forMarkdown(report.server)}`,
      '',
      `Verdict **${report.verdict}**, grade **${report.risk.grade}** (${report.risk.score} of 100): ${report.risk.explanation}.`,
      '',
    );
    if (findings.length > 0) {
      lines.push('| severity | class | check | where | what | confidence | references |', '|---|---|---|---|---|---|---|');
      for (const finding of findings) {
        const span = finding.end > finding.start ? ` ${finding.start}–${finding.end}` : '';
        const decoded = finding.decoded === null || finding.decoded === '' ? '' : ` Decodes to: ${forMarkdown(finding.decoded, 160)}`;
        lines.push(
          `| ${finding.severity} | ${finding.class} | ${finding.check} | ${finding.subject.kind} ${forMarkdown(finding.subject.name, 60)} ${forMarkdown(finding.path, 80)}${span} | ${forMarkdown(finding.note, 200)}.${decoded} ${forMarkdown(finding.remediation, 300)} | ${finding.confidence.toFixed(2)} | ${finding.references.join(', ')} |`,
        );
      }
      lines.push('');
    }
    lines.push(
      '| surface | status | entries |',
      '|---|---|---|',
      ...report.coverage.surfaces.map(
        ({ name, status, count, detail }) => `| ${name} | ${status}${detail === null ? '' : `: ${forMarkdown(detail)}`} | ${count} |`,
      ),
      '',
    );
    const missing = report.coverage.checks.filter(({ status }) => status !== 'ran');
    lines.push(
      `${report.coverage.checks.length - missing.length} of ${report.coverage.checks.length} checks ran${missing.length === 0 ? '.' : `; not: ${missing.map(({ id, status }) => `${id} (${status})`).join(', ')}.`}`,
      '',
    );
  }
  return lines.join('\n');
}
