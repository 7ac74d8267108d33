import type { JudgedRow } from './judge-row.ts';
import type { Row } from './rows.ts';

/**
 * One row's verdict as a line of JSON. A row that is only flagged has the action `allow`, with findings and scores.
 *
 * Shape: `id`, `action`, `findings` (offsets in UTF-16 units of the row's text), `scores`, `us` (microseconds).
 */
export function verdictLine(row: Row, { inspection, us }: JudgedRow): string {
  const { verdict, findings, scores } = inspection;
  const line = {
    id: row.id,
    action: verdict.action,
    findings: findings.map(({ detector, family, start, end, confidence }) => ({
      detector,
      family,
      start,
      end,
      confidence: round(confidence),
    })),
    scores: Object.fromEntries(Object.entries({ 'prompt-injection': 0, ...scores }).map(([family, score]) => [family, round(score)])),
    us,
  };
  return `${JSON.stringify(line)}\n`;
}

function round(value: number): number {
  return Math.round(value * 1e6) / 1e6;
}
