/** A stretch of a text. */
export type Region = readonly [start: number, end: number];

/** Something in a text that a view would show differently. */
export interface Change {
  readonly start: number;
  readonly end: number;
  readonly replacement: string;
  /** How much it speaks for a view being worth its time. */
  readonly weight: number;
}

/** When a group of changes makes a region. */
export interface RegionOptions {
  /** Changes further apart than this are of different regions. */
  readonly maxGap: number;
  /** Summed weight below which a group is left alone. */
  readonly minWeight: number;
  /** Unchanged text shown on either side. */
  readonly context: number;
}

/**
 * Groups changes into the regions worth showing again, with some text around each, so that the cost of a view follows what
 * it changes and not the size of the text.
 *
 * Returns: regions in order, none overlapping.
 */
export function regionsOf(changes: readonly Change[], textLength: number, options: RegionOptions): Region[] {
  const regions: [number, number][] = [];
  for (let i = 0; i < changes.length;) {
    const start = changes[i]!.start;
    let end = changes[i]!.end;
    let weight = changes[i]!.weight;
    for (i++; i < changes.length && changes[i]!.start - end <= options.maxGap; i++) {
      end = changes[i]!.end;
      weight += changes[i]!.weight;
    }
    if (weight < options.minWeight) continue;
    const from = Math.max(0, start - options.context);
    const to = Math.min(textLength, end + options.context);
    const last = regions[regions.length - 1];
    if (last !== undefined && from <= last[1]) last[1] = Math.max(last[1], to);
    else regions.push([from, to]);
  }
  return regions;
}
