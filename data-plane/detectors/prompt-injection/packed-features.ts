import type { Model } from './model.ts';

/** The features of a model laid out for lookup: what one lookup needs lies together. */
export interface PackedFeatures {
  /** Hash and row of each slot of the table, side by side; row -1 is free. */
  readonly slots: Int32Array;
  readonly shift: number;
  /** One bit for each of 131,072 classes of hashes: unset where no known feature falls, which is told without leaving the nearest cache. */
  readonly sieve: Int32Array;
  /**
   * Rows of `stride` lane pairs: two numbers in steps of the model's scale, each raised by 128 so that it is never
   * negative, in the lower and upper 16 bits. Up to `MOST_SUMMED` rows can be summed without one lane reaching the other.
   */
  readonly lanes: Int32Array;
  readonly stride: number;
}

/** Rows whose sum fits the lanes. */
export const MOST_SUMMED = 250;

const SIEVE_WORDS = 4096;

/** The class of a hash in the sieve. */
export function sieveBit(hash: number): number {
  return Math.imul(hash ^ (hash >>> 15), 0x9e3779b1) >>> 15;
}

/**
 * Packs a model's features.
 *
 * Cost: once for each detector, some milliseconds; about 1 MB.
 */
export function packFeatures({ keys, rows, tableBits, vectors, width, scale }: Model): PackedFeatures {
  const stride = width / 2;
  const lanes = new Int32Array(vectors.length / 2);
  const step = (value: number): number => Math.max(-127, Math.min(127, Math.round(value / scale))) + 128;
  for (let i = 0; i < lanes.length; i++) lanes[i] = step(vectors[2 * i] as number) | (step(vectors[2 * i + 1] as number) << 16);
  const slots = new Int32Array(keys.length * 2);
  for (let slot = 0; slot < keys.length; slot++) {
    slots[2 * slot] = keys[slot] as number;
    slots[2 * slot + 1] = rows[slot] as number;
  }
  const sieve = new Int32Array(SIEVE_WORDS);
  for (let slot = 0; slot < keys.length; slot++) {
    if ((rows[slot] as number) < 0) continue;
    const bit = sieveBit(keys[slot] as number);
    sieve[bit >>> 5] = (sieve[bit >>> 5] as number) | (1 << (bit & 31));
  }
  return { slots, shift: 32 - tableBits, sieve, lanes, stride };
}
