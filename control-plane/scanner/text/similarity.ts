/**
 * How far two names are apart: insertions, deletions, substitutions and swaps of neighbours, or `limit + 1` when more.
 *
 * Cost: length times limit; names are cut at 80.
 */
export function nameDistance(a: string, b: string, limit: number): number {
  const left = a.slice(0, 80);
  const right = b.slice(0, 80);
  if (Math.abs(left.length - right.length) > limit) return limit + 1;
  let before: number[] = [];
  let previous = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (let i = 1; i <= left.length; i += 1) {
    const current = [i];
    let best = i;
    for (let j = 1; j <= right.length; j += 1) {
      const same = left[i - 1] === right[j - 1];
      let cost = Math.min((previous[j] as number) + 1, (current[j - 1] as number) + 1, (previous[j - 1] as number) + (same ? 0 : 1));
      if (i > 1 && j > 1 && left[i - 1] === right[j - 2] && left[i - 2] === right[j - 1])
        cost = Math.min(cost, (before[j - 2] as number) + 1);
      current.push(cost);
      best = Math.min(best, cost);
    }
    if (best > limit) return limit + 1;
    before = previous;
    previous = current;
  }
  return previous[right.length] as number;
}

/** The share of words two texts have in common, 0 to 1, over the words of either. Cost: linear in the smaller. */
export function wordOverlap(left: ReadonlySet<string>, right: ReadonlySet<string>): number {
  if (left.size === 0 || right.size === 0) return left.size === right.size ? 1 : 0;
  const [small, large] = left.size <= right.size ? [left, right] : [right, left];
  let common = 0;
  for (const word of small) if (large.has(word)) common += 1;
  return common / (left.size + right.size - common);
}

/** The words of a text, without case and plural. */
export function wordSet(text: string): ReadonlySet<string> {
  return new Set(
    text
      .slice(0, 10_000)
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu)
      ?.map((word) => word.replace(/(?:es|s)$/, '')) ?? [],
  );
}
