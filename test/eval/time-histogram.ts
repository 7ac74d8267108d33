const BINS = 1024;
const LOWEST = 0.001; // microseconds per KB

/** Counts of times per KB in bins 2 % apart. Units: microseconds per 1,024 characters. */
export class TimeHistogram {
  private readonly counts = new Uint32Array(BINS);
  private total = 0;

  /** Adds the time one text took; a text of less than 1,024 characters counts as one KB, for it pays the fixed costs. */
  add(us: number, chars: number): void {
    const perKiB = us / Math.max(1, chars / 1024);
    const bin = Math.round(Math.log(Math.max(LOWEST, perKiB) / LOWEST) / Math.log(1.02));
    this.counts[Math.min(BINS - 1, Math.max(0, bin))]!++;
    this.total++;
  }

  /** The time that a share of the texts stays under; null when there are none. */
  quantile(share: number): number | null {
    if (this.total === 0) return null;
    let seen = 0;
    for (let i = 0; i < BINS; i++) {
      seen += this.counts[i]!;
      if (seen >= share * this.total) return LOWEST * 1.02 ** i;
    }
    return null;
  }
}
