import type { ScanFinding, Severity } from '../check.ts';
import { forTerminal } from './escape.ts';
import { findingsOf, placeOf } from './subject.ts';
import type { ReportEntry } from './subject.ts';

/**
 * Reports as SARIF, for code-scanning services.
 *
 * Each definition stands as a virtual file `mcp/<server>/<kind>/<name>.json`; the region is the span in the text at the
 * JSON pointer, which is in the logical location. `security-severity` carries our severity on the scale services expect.
 * Source: OASIS SARIF 2.1.0 §3.13, §3.19, §3.27.
 */
export function asSarif(entries: readonly ReportEntry[], toolVersion: string): string {
  const rules = new Map<string, ScanFinding>();
  const results: unknown[] = [];
  const notifications: unknown[] = [];
  for (const entry of entries) {
    if (entry.kind === 'failed') {
      notifications.push({
        level: 'error',
        message: { text: `${forTerminal(entry.server)} could not be scanned: ${forTerminal(entry.reason, 300)}` },
      });
      continue;
    }
    for (const finding of findingsOf(entry.report)) {
      rules.set(finding.check, rules.get(finding.check) ?? finding);
      results.push(resultOf(entry.report.server, finding));
    }
  }
  const ordered = [...rules.keys()].sort();
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'Portcullis',
            version: toolVersion,
            rules: ordered.map((id) => {
              const rule = rules.get(id) as ScanFinding;
              return {
                id,
                shortDescription: { text: rule.title },
                help: { text: `${rule.remediation}\nReferences: ${rule.references.join(', ')}` },
                properties: { tags: ['security', rule.class, ...rule.references], 'security-severity': SCORE[rule.severity] },
              };
            }),
          },
        },
        invocations: [{ executionSuccessful: notifications.length === 0, toolExecutionNotifications: notifications }],
        columnKind: 'utf16CodeUnits',
        results: (results as { ruleId: string }[]).map((result) => ({ ...result, ruleIndex: ordered.indexOf(result.ruleId) })),
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

function resultOf(server: string, finding: ScanFinding): { ruleId: string } {
  const uri = ['mcp', server, finding.subject.kind, `${finding.subject.name}.json`]
    .map((part) => encodeURIComponent(part.slice(0, 128)))
    .join('/');
  return {
    ruleId: finding.check,
    level: LEVEL[finding.severity],
    message: { text: forTerminal(`${finding.title}: ${finding.note} (${placeOf(finding)})`, 600) },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri },
          region: { startLine: 1, charOffset: finding.start, charLength: Math.max(0, finding.end - finding.start) },
        },
        logicalLocations: [
          {
            name: forTerminal(finding.subject.name),
            kind: 'object',
            fullyQualifiedName: forTerminal(`${server}/${finding.subject.name}${finding.path}`, 300),
          },
        ],
      },
    ],
    partialFingerprints: { 'portcullis/v1': finding.fingerprint },
    properties: {
      class: finding.class,
      severity: finding.severity,
      confidence: finding.confidence,
      ...(finding.decoded === null ? {} : { decoded: forTerminal(finding.decoded, 200) }),
    },
  } as { ruleId: string };
}

const LEVEL: Readonly<Record<Severity, string>> = { info: 'note', low: 'note', medium: 'warning', high: 'error', critical: 'error' };
const SCORE: Readonly<Record<Severity, string>> = { info: '0.0', low: '3.0', medium: '5.5', high: '8.0', critical: '9.5' };
