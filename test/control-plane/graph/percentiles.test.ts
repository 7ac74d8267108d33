import { describe, expect, it } from 'vitest';
import { percentileMs } from '../../../control-plane/graph/percentiles.ts';

const bucketOf = (us: number): number => Math.min(63, Math.floor(2 * Math.log2(Math.max(us, 1))));

describe('percentiles from a scale of half powers of two', () => {
  it('is within a fifth of the true percentile', () => {
    const latencies = Array.from({ length: 2000 }, (_, index) => 50 + index * 37);
    const counts = new Map<number, number>();
    for (const us of latencies) counts.set(bucketOf(us), (counts.get(bucketOf(us)) ?? 0) + 1);
    for (const share of [0.5, 0.95]) {
      const exact = (latencies[Math.ceil(latencies.length * share) - 1] as number) / 1000;
      expect(Math.abs((percentileMs(counts, share) as number) - exact) / exact).toBeLessThan(0.2);
    }
  });

  it('is null without calls', () => {
    expect(percentileMs(new Map(), 0.5)).toBeNull();
  });

  it('finds the one bucket there is', () => {
    expect(percentileMs(new Map([[20, 1]]), 0.95)).toBeCloseTo(1.22, 1);
  });
});
