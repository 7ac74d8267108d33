import type { TextFinding } from '../../data-plane/guardrails/index.ts';
import { typeName, type Expectation } from './expectations.ts';
import type { Row } from './rows.ts';

/** Counts of spans of one type. */
export interface SpanCounts {
  /** Spans that should be found. */
  expected: number;
  foundExactly: number;
  foundOverlapping: number;
  /** Findings reported under this type, or under the family where findings carry no type. */
  reported: number;
  reportedExactly: number;
  reportedOverlapping: number;
}

/** Precision, recall and F1 of spans; null where undefined. */
export interface SpanFigures {
  readonly precision: number | null;
  readonly recall: number | null;
  readonly f1: number | null;
}

/** Compares findings with labelled spans, by family and type. Only families with labelled spans are counted. */
export class SpanTally {
  readonly byType = new Map<string, SpanCounts>();

  /** Counts one row's spans against its findings. */
  add(row: Row, expectation: Expectation, findings: readonly TextFinding[]): void {
    const { family } = expectation;
    if (row.spans.length === 0 && expectation.isPositive) return; // nothing says where
    for (const span of row.spans) {
      const type = typeName(span.type);
      const exact = findings.some((finding) => finding.start === span.start && finding.end === span.end);
      const overlapping = exact || findings.some((finding) => finding.start < span.end && span.start < finding.end);
      for (const counts of [this.of(family), this.of(`${family} ${type}`)]) {
        counts.expected++;
        if (exact) counts.foundExactly++;
        if (overlapping) counts.foundOverlapping++;
      }
    }
    for (const finding of findings) {
      const exact = row.spans.some((span) => finding.start === span.start && finding.end === span.end);
      const overlapping = exact || row.spans.some((span) => finding.start < span.end && span.start < finding.end);
      for (const counts of [this.of(family), ...(finding.label === null ? [] : [this.of(`${family} ${typeName(finding.label)}`)])]) {
        counts.reported++;
        if (exact) counts.reportedExactly++;
        if (overlapping) counts.reportedOverlapping++;
      }
    }
  }

  private of(type: string): SpanCounts {
    let counts = this.byType.get(type);
    if (counts === undefined) {
      counts = { expected: 0, foundExactly: 0, foundOverlapping: 0, reported: 0, reportedExactly: 0, reportedOverlapping: 0 };
      this.byType.set(type, counts);
    }
    return counts;
  }
}

/** Figures for spans that must fit exactly, or that must overlap. */
export function spanFigures(counts: SpanCounts, how: 'exact' | 'overlapping'): SpanFigures {
  const found = how === 'exact' ? counts.foundExactly : counts.foundOverlapping;
  const right = how === 'exact' ? counts.reportedExactly : counts.reportedOverlapping;
  const precision = counts.reported === 0 ? null : right / counts.reported;
  const recall = counts.expected === 0 ? null : found / counts.expected;
  const f1 = precision === null || recall === null || precision + recall === 0 ? null : (2 * precision * recall) / (precision + recall);
  return { precision, recall, f1 };
}
