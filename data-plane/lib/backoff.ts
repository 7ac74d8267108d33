/** Waits between attempts: longer each time up to a ceiling, and never the same for two nodes. */
export interface Backoff {
  /** Milliseconds to wait before the next attempt. */
  next(): number;
  /** The last attempt worked: begin small again. */
  reset(): void;
}

/**
 * Exponential waits with full jitter: anything from a tenth of the step to the step, so that a thousand nodes that lost
 * the same control plane do not return at the same time.
 */
export function createBackoff(options: { readonly firstMs: number; readonly ceilingMs: number; readonly random?: () => number }): Backoff {
  const { firstMs, ceilingMs, random = Math.random } = options;
  let attempt = 0;
  return {
    next() {
      const step = Math.min(ceilingMs, firstMs * 2 ** Math.min(attempt, 30));
      attempt += 1;
      return Math.round(step * (0.1 + 0.9 * random()));
    },
    reset() {
      attempt = 0;
    },
  };
}
