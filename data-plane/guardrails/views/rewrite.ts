import type { Layer } from '../../detectors/detector.ts';
import { regionsOf, type Change, type RegionOptions } from './regions.ts';
import type { View } from './view.ts';
import { ViewBuilder } from './view-builder.ts';

/**
 * A view of the regions that changes make worth showing, with the changes applied.
 *
 * Returns: null when no region is.
 */
export function rewrite(source: string, layer: Layer, changes: readonly Change[], options: RegionOptions): View | null {
  if (changes.length === 0) return null;
  const builder = new ViewBuilder(source);
  let next = 0;
  for (const [start, end] of regionsOf(changes, source.length, options)) {
    let from = start;
    while (next < changes.length && changes[next]!.start < start) next++;
    for (; next < changes.length && changes[next]!.end <= end; next++) {
      const change = changes[next]!;
      if (change.start < from) continue; // inside the one before
      builder.copy(from, change.start);
      builder.put(change.replacement, change.start, change.end);
      from = change.end;
    }
    builder.copy(from, end);
    builder.gap();
  }
  return builder.build(layer);
}
