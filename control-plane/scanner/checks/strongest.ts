import type { Seen } from '../prose.ts';

/** Of what several rules saw in one sentence, the one with the highest confidence. */
export function strongest(...seen: readonly (Seen | null)[]): Seen | null {
  return seen.reduce((best, one) => (one !== null && (best === null || one.confidence > best.confidence) ? one : best), null);
}
