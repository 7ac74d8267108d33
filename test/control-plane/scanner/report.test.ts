import { describe, expect, it } from 'vitest';
import type { ScanFinding } from '../../../control-plane/scanner/check.ts';
import { forMarkdown, forTerminal } from '../../../control-plane/scanner/report/escape.ts';
import { asJson } from '../../../control-plane/scanner/report/json.ts';
import { asMarkdown } from '../../../control-plane/scanner/report/markdown.ts';
import { asSarif } from '../../../control-plane/scanner/report/sarif.ts';
import type { ReportEntry } from '../../../control-plane/scanner/report/subject.ts';
import { asTable } from '../../../control-plane/scanner/report/table.ts';

const HOSTILE = '\u001b[2Jx\u202e|<img src=x>`\n# \u{e0041}';
const finding: ScanFinding = {
  check: 'tp-03-concealment',
  title: 'Hidden',
  class: 'attack',
  severity: 'high',
  confidence: 0.8,
  subject: { kind: 'tool', name: HOSTILE },
  path: `/x/${HOSTILE}`,
  start: 3,
  end: 9,
  note: 'something is hidden',
  decoded: HOSTILE,
  references: ['OWASP-MCP03'],
  remediation: 'Reject it.',
  fingerprint: 'f'.repeat(32),
};
const entries: ReportEntry[] = [
  {
    kind: 'scanned',
    report: {
      server: HOSTILE,
      verdict: 'findings',
      grade: 'high',
      risk: { score: 60, grade: 'D', explanation: '1 attack' },
      findings: [],
      definitions: [{ kind: 'tool', name: HOSTILE, findings: [finding], grade: 'high', risk: { score: 60, grade: 'D', explanation: '' } }],
      coverage: {
        checksVersion: '1',
        checks: [{ id: 'x', version: 1, status: 'failed', detail: HOSTILE }],
        surfaces: [{ name: 'tools', status: 'truncated', count: 1, detail: HOSTILE }],
        truncated: [],
      },
    },
  },
  { kind: 'failed', server: HOSTILE, reason: HOSTILE },
];
// eslint-disable-next-line no-control-regex
const ACTS = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\u200b-\u200f]|[\u{e0000}-\u{e007f}]/u;

describe('reports', () => {
  it('let nothing of a server act on a terminal', () => {
    for (const text of [asTable(entries), asMarkdown(entries), asSarif(entries, '1.0.0'), asJson(entries)]) expect(text).not.toMatch(ACTS);
    expect(forTerminal('a\u001b[0mb')).toBe('a\\u{1b}[0mb');
    expect(forTerminal('x'.repeat(500))).toHaveLength(120);
  });

  it('let nothing of a server act in Markdown', () => {
    expect(asMarkdown(entries)).not.toContain('<img');
    expect(forMarkdown('a|b`c`[d](e)')).toBe('a\\|b\\`c\\`\\[d\\]\\(e\\)');
  });

  it('say in the table what was not covered', () => {
    const table = asTable(entries);
    expect(table).toContain('tools truncated');
    expect(table).toContain('COULD NOT BE SCANNED');
    expect(asTable(entries, { from: 'critical' })).toContain('1 below the threshold');
  });

  it('are SARIF 2.1.0 with rules, spans and fingerprints', () => {
    const log = JSON.parse(asSarif(entries, '1.2.3')) as {
      version: string;
      runs: {
        tool: { driver: { version: string; rules: { id: string }[] } };
        invocations: { executionSuccessful: boolean }[];
        results: Record<string, unknown>[];
      }[];
    };
    const run = log.runs[0];
    expect(log.version).toBe('2.1.0');
    expect(run?.tool.driver).toMatchObject({ version: '1.2.3', rules: [{ id: 'tp-03-concealment' }] });
    expect(run?.invocations[0]?.executionSuccessful).toBe(false);
    expect(run?.results[0]).toMatchObject({
      ruleId: 'tp-03-concealment',
      ruleIndex: 0,
      level: 'error',
      partialFingerprints: { 'portcullis/v1': 'f'.repeat(32) },
      locations: [{ physicalLocation: { region: { charOffset: 3, charLength: 6 } } }],
    });
  });

  it('are JSON with every server in it', () => {
    const parsed = JSON.parse(asJson(entries)) as { version: number; servers: { server: string; verdict: string }[] };
    expect(parsed.version).toBe(1);
    expect(parsed.servers.map(({ server, verdict }) => [server, verdict])).toEqual([
      [HOSTILE, 'findings'],
      [HOSTILE, 'failed'],
    ]);
  });
});
