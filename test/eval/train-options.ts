/** Networks that are trained apart and averaged. */
export const MEMBERS = 3;

/** What can be varied between runs. */
export interface FitOptions {
  readonly seed: number;
  readonly width: number;
  readonly hidden: number;
  readonly features: number;
  readonly epochs: number;
  readonly rate: number;
  /** Probability that a feature is left out of a step. */
  readonly drop: number;
  /** Shrinking of vectors at each step. */
  readonly decay: number;
  /** Probability that a window of a payload other than the clearest is taken for a step. */
  readonly explore: number;
  /** Least number of sources a feature must occur in. */
  readonly support: number;
}

export const DEFAULT_FIT: FitOptions = {
  seed: 1,
  width: 8,
  hidden: 8,
  features: 16384,
  epochs: 8,
  rate: 0.05,
  drop: 0.4,
  decay: 1e-3,
  explore: 0.2,
  support: 2,
};

/** A small, fast generator of uniform numbers in [0, 1); the same seed gives the same numbers. */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
