const BINS = 2048;
const LOGIT_RANGE = 14;

/**
 * Counts of scores from 0 to 1 in narrow bins, fine near both ends, so that figures over any number of rows need little
 * memory.
 */
export class ScoreHistogram {
  readonly counts = new Uint32Array(BINS);
  total = 0;

  /** Adds one score. */
  add(score: number): void {
    this.counts[binOf(score)]!++;
    this.total++;
  }

  /** Adds all of another histogram. */
  addAll(other: ScoreHistogram): void {
    for (let i = 0; i < BINS; i++) this.counts[i]! += other.counts[i]!;
    this.total += other.total;
  }

  /** Share of the scores at or above a bin. */
  shareFrom(bin: number): number {
    let above = 0;
    for (let i = bin; i < BINS; i++) above += this.counts[i]!;
    return this.total === 0 ? 0 : above / this.total;
  }
}

function binOf(score: number): number {
  if (score <= 0) return 0;
  if (score >= 1) return BINS - 1;
  const place = (Math.log(score / (1 - score)) + LOGIT_RANGE) / (2 * LOGIT_RANGE);
  return Math.min(BINS - 2, Math.max(1, Math.round(place * (BINS - 1))));
}

/** Probability that a positive scores higher than a negative, ties counting half; null where one side is empty. */
export function areaUnderCurve(positives: ScoreHistogram, negatives: ScoreHistogram): number | null {
  if (positives.total === 0 || negatives.total === 0) return null;
  let below = 0;
  let area = 0;
  for (let i = 0; i < BINS; i++) {
    area += positives.counts[i]! * (below + negatives.counts[i]! / 2);
    below += negatives.counts[i]!;
  }
  return area / (positives.total * negatives.total);
}

/** Recall at the lowest threshold that flags at most a share of the negatives; null where one side is empty. */
export function recallAt(positives: ScoreHistogram, negatives: ScoreHistogram, falsePositiveRate: number): number | null {
  if (positives.total === 0 || negatives.total === 0) return null;
  let flagged = 0;
  let bin = BINS;
  while (bin > 0 && flagged + negatives.counts[bin - 1]! <= falsePositiveRate * negatives.total) flagged += negatives.counts[--bin]!;
  return bin === 0 ? 1 : positives.shareFrom(bin);
}
