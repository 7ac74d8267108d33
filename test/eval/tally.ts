import type { DetectorFamily } from '../../data-plane/detectors/detector.ts';
import { countingFindings, expectationsOf, unlabelledFamilies } from './expectations.ts';
import type { JudgedRow } from './judge-row.ts';
import type { Row } from './rows.ts';
import { ScoreHistogram } from './score-histogram.ts';
import { SpanTally } from './span-tally.ts';
import { TimeHistogram } from './time-histogram.ts';

/** Counts for one family on one slice of the rows. */
export interface Slice {
  readonly family: DetectorFamily;
  /** `kind`, `source`, `tag` or `unlabelled`. */
  readonly by: string;
  readonly kind: string;
  readonly name: string;
  readonly isPositive: boolean;
  rows: number;
  /** With a finding that some rule asked about. */
  flagged: number;
  /** Stopped by this family. */
  blocked: number;
  readonly scores: ScoreHistogram;
}

const MAX_SLICES = 5000;

/** Everything counted in one run. */
export class Tally {
  readonly slices = new Map<string, Slice>();
  readonly times = new Map<string, TimeHistogram>();
  readonly spans = new SpanTally();
  rows = 0;

  /** Counts a row. */
  add(row: Row, { inspection, us }: JudgedRow): void {
    this.rows++;
    this.timeOf(row.kind).add(us, row.text.length);
    for (const expectation of expectationsOf(row)) {
      const { family, isPositive } = expectation;
      const counting = countingFindings(inspection.findings, expectation);
      const isBlocked = inspection.verdict.decisions.some(
        (decision) => decision.family === family && decision.action === 'block' && decision.mode === 'enforce',
      );
      const score = inspection.scores[family] ?? 0;
      for (const [by, name] of [['kind', row.kind], ['source', row.source], ...row.tags.map((tag) => ['tag', tag])] as [string, string][]) {
        this.count({ family, by, kind: row.kind, name, isPositive }, counting.length > 0, isBlocked, score);
      }
      this.spans.add(row, expectation, counting);
    }
    for (const family of unlabelledFamilies(row)) {
      const isFlagged = inspection.findings.some((finding) => finding.family === family);
      const isActedOn = inspection.verdict.decisions.some(
        (decision) => decision.family === family && decision.action !== 'allow' && decision.mode === 'enforce',
      );
      this.count({ family, by: 'unlabelled', kind: row.kind, name: row.kind, isPositive: false }, isFlagged, isActedOn, 0);
    }
  }

  private count(
    key: Pick<Slice, 'family' | 'by' | 'kind' | 'name' | 'isPositive'>,
    isFlagged: boolean,
    isBlocked: boolean,
    score: number,
  ): void {
    const id = [key.family, key.by, key.kind, key.name, key.isPositive].join('\n');
    let slice = this.slices.get(id);
    if (slice === undefined) {
      if (this.slices.size >= MAX_SLICES) return;
      slice = { ...key, rows: 0, flagged: 0, blocked: 0, scores: new ScoreHistogram() };
      this.slices.set(id, slice);
    }
    slice.rows++;
    if (isFlagged) slice.flagged++;
    if (isBlocked) slice.blocked++;
    slice.scores.add(score);
  }

  private timeOf(kind: string): TimeHistogram {
    let histogram = this.times.get(kind);
    if (histogram === undefined) this.times.set(kind, (histogram = new TimeHistogram()));
    return histogram;
  }
}
