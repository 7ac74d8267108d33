import { areaUnderCurve, recallAt, ScoreHistogram } from './score-histogram.ts';
import { spanFigures, type SpanFigures } from './span-tally.ts';
import type { Slice, Tally } from './tally.ts';

/** One line of the report. Shares are 0 to 1; null where a figure has no meaning. */
export interface SliceFigures {
  readonly family: string;
  readonly by: string;
  readonly kind: string;
  readonly name: string;
  readonly label: 0 | 1;
  readonly rows: number;
  /** Share with a finding: recall where `label` is 1, false-positive rate where it is 0. */
  readonly flagged: number;
  readonly blocked: number;
  readonly recallAt1: number | null;
  readonly recallAt01: number | null;
  readonly auc: number | null;
}

/** One family over all rows of the run. */
export interface FamilyFigures {
  readonly family: string;
  readonly positives: number;
  readonly negatives: number;
  readonly precision: number | null;
  readonly recall: number | null;
  readonly f1: number | null;
  readonly falsePositiveRate: number | null;
  readonly recallAt1: number | null;
  readonly recallAt01: number | null;
  readonly auc: number | null;
}

/** The whole report. */
export interface Figures {
  readonly rows: number;
  readonly families: readonly FamilyFigures[];
  readonly slices: readonly SliceFigures[];
  readonly spans: readonly {
    readonly type: string;
    readonly expected: number;
    readonly exact: SpanFigures;
    readonly overlapping: SpanFigures;
  }[];
  /** Microseconds per 1,024 characters. */
  readonly time: readonly { readonly kind: string; readonly p50: number | null; readonly p99: number | null }[];
}

/** Turns counts into figures. Scores of a slice are compared with all negatives of its family in the same run. */
export function figuresOf(tally: Tally): Figures {
  const slices = [...tally.slices.values()];
  const families = [...new Set(slices.map((slice) => slice.family))];
  const negatives = new Map(families.map((family) => [family as string, negativesOf(slices, family)]));
  return {
    rows: tally.rows,
    families: families
      .map((family) => familyFigures(family, slices, negatives.get(family)!))
      .filter((figures) => figures.positives + figures.negatives > 0),
    slices: slices.map((slice) => sliceFigures(slice, negatives.get(slice.family)!)).sort(byPlace),
    spans: [...tally.spans.byType]
      .map(([type, counts]) => ({
        type,
        expected: counts.expected,
        exact: spanFigures(counts, 'exact'),
        overlapping: spanFigures(counts, 'overlapping'),
      }))
      .sort((a, b) => (a.type < b.type ? -1 : 1)),
    time: [...tally.times].map(([kind, times]) => ({ kind, p50: times.quantile(0.5), p99: times.quantile(0.99) })),
  };
}

function negativesOf(slices: readonly Slice[], family: string): ScoreHistogram {
  const all = new ScoreHistogram();
  for (const slice of slices) if (slice.family === family && slice.by === 'kind' && !slice.isPositive) all.addAll(slice.scores);
  return all;
}

function familyFigures(family: string, slices: readonly Slice[], negatives: ScoreHistogram): FamilyFigures {
  const own = slices.filter((slice) => slice.family === family && slice.by === 'kind');
  const positives = new ScoreHistogram();
  let found = 0;
  let wrong = 0;
  for (const slice of own) {
    if (slice.isPositive) {
      positives.addAll(slice.scores);
      found += slice.flagged;
    } else wrong += slice.flagged;
  }
  const precision = found + wrong === 0 || positives.total === 0 || negatives.total === 0 ? null : found / (found + wrong);
  const recall = positives.total === 0 ? null : found / positives.total;
  return {
    family,
    positives: positives.total,
    negatives: negatives.total,
    precision,
    recall,
    f1: precision === null || recall === null || precision + recall === 0 ? null : (2 * precision * recall) / (precision + recall),
    falsePositiveRate: negatives.total === 0 ? null : wrong / negatives.total,
    recallAt1: recallAt(positives, negatives, 0.01),
    recallAt01: recallAt(positives, negatives, 0.001),
    auc: areaUnderCurve(positives, negatives),
  };
}

function sliceFigures(slice: Slice, negatives: ScoreHistogram): SliceFigures {
  const hasScores = slice.isPositive && slice.by !== 'unlabelled';
  return {
    family: slice.family,
    by: slice.by,
    kind: slice.kind,
    name: slice.name,
    label: slice.isPositive ? 1 : 0,
    rows: slice.rows,
    flagged: slice.flagged / slice.rows,
    blocked: slice.blocked / slice.rows,
    recallAt1: hasScores ? recallAt(slice.scores, negatives, 0.01) : null,
    recallAt01: hasScores ? recallAt(slice.scores, negatives, 0.001) : null,
    auc: hasScores ? areaUnderCurve(slice.scores, negatives) : null,
  };
}

function byPlace(a: SliceFigures, b: SliceFigures): number {
  return ORDER.indexOf(a.by) - ORDER.indexOf(b.by) || compare(a.family, b.family) || compare(a.kind, b.kind) || compare(a.name, b.name);
}

const ORDER = ['kind', 'unlabelled', 'source', 'tag'];

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
