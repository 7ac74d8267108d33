/**
 * Percentiles from counts on a scale of half powers of two: bucket `b` holds latencies from 2^(b/2) to 2^((b+1)/2) µs.
 *
 * Returns: the geometric middle of the bucket in which the share is reached, milliseconds; null without calls. So the
 *   answer is within a fifth of the true one.
 */
export function percentileMs(countByBucket: ReadonlyMap<number, number>, share: number): number | null {
  const total = [...countByBucket.values()].reduce((sum, count) => sum + count, 0);
  if (total === 0) return null;
  let seen = 0;
  for (const [bucket, count] of [...countByBucket].sort(([a], [b]) => a - b)) {
    seen += count;
    if (seen >= total * share) return round(2 ** ((bucket + 0.5) / 2) / 1000);
  }
  return null;
}

function round(ms: number): number {
  return ms >= 10 ? Math.round(ms) : Math.round(ms * 100) / 100;
}
