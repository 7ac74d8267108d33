import type { ReportEntry } from './subject.ts';

/** Reports as one JSON object with everything in it; `version` rises when its shape changes. ASCII only, so that nothing in it acts on a terminal. */
export function asJson(entries: readonly ReportEntry[]): string {
  const servers = entries.map((entry) =>
    entry.kind === 'failed' ? { server: entry.server, verdict: 'failed', reason: entry.reason } : entry.report,
  );
  return `${JSON.stringify({ version: 1, servers }, null, 2).replace(/[\u007f-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)}\n`;
}
