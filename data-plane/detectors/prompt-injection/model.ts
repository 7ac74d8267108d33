import { MARK_COUNT, type Segment } from './segments.ts';
import { CATEGORY_NAMES } from './lexicon.ts';
import { PATTERN_COUNT } from './patterns.ts';

/** Numbers about a window that are no bits: length, capitals, symbols, feature density. */
export const NUMERIC_COUNT = 4;
/** Marks, categories and patterns, one bit each. */
export const BIT_COUNT = MARK_COUNT + CATEGORY_NAMES.length + PATTERN_COUNT;

/**
 * A few small networks over a window of one or two segments, whose mean is the logit.
 *
 * Input: the sum of the window's feature vectors over the root of their number, four numbers and the bits that are set.
 * One hidden layer of rectifiers each. Vectors and hidden units of the members stand side by side.
 */
export interface Model {
  /** Length of a feature vector, of all members together. */
  readonly width: number;
  /** Hidden units, of all members together. */
  readonly hidden: number;
  /** Networks; a vector's part of one reaches only that one's hidden units. */
  readonly members: number;
  /** Open-addressing table from the hash of a feature to its row in `vectors`; slot -1 is free. */
  readonly keys: Int32Array;
  readonly rows: Int32Array;
  readonly tableBits: number;
  readonly vectors: Float32Array;
  /** The step that the numbers of `vectors` are multiples of, once they were stored; 0 before. */
  readonly scale: number;
  /** Hidden weights, input-major: one row of `hidden` numbers for each input. */
  readonly first: Float32Array;
  readonly firstBias: Float32Array;
  readonly second: Float32Array;
  /** Output bias, then slope and offset that turn the logit of a window into calibrated log-odds. */
  readonly tail: Float32Array;
}

/** Where each group of inputs begins. */
export function inputLayout(width: number): { readonly numeric: number; readonly bits: number; readonly inputs: number } {
  return { numeric: width, bits: width + NUMERIC_COUNT, inputs: width + NUMERIC_COUNT + BIT_COUNT };
}

/** The row of a feature, or -1 where the model does not know it. */
export function rowOf(model: Pick<Model, 'keys' | 'rows' | 'tableBits'>, hash: number): number {
  const { keys, rows } = model;
  const mask = keys.length - 1;
  let slot = Math.imul(hash ^ (hash >>> 15), 0x9e3779b1) >>> (32 - model.tableBits);
  for (;;) {
    const row = rows[slot] as number;
    if (row < 0) return -1;
    if (keys[slot] === hash) return row;
    slot = (slot + 1) & mask;
  }
}

/** A table for `rowOf` from the hashes in row order. */
export function featureTable(hashes: Int32Array): { keys: Int32Array; rows: Int32Array; tableBits: number } {
  let tableBits = 4;
  while (1 << tableBits < hashes.length * 2) tableBits++;
  const keys = new Int32Array(1 << tableBits);
  const rows = new Int32Array(1 << tableBits).fill(-1);
  const mask = keys.length - 1;
  for (let row = 0; row < hashes.length; row++) {
    const hash = hashes[row] as number;
    let slot = Math.imul(hash ^ (hash >>> 15), 0x9e3779b1) >>> (32 - tableBits);
    while ((rows[slot] as number) >= 0 && keys[slot] !== hash) slot = (slot + 1) & mask;
    keys[slot] = hash;
    rows[slot] = row;
  }
  return { keys, rows, tableBits };
}

/** The bits of a segment as one number pair: marks, categories. Kept apart because both use up to 24 bits. */
export function numericInputs(
  segment: Pick<Segment, 'words' | 'capitals' | 'symbols'>,
  known: number,
  out: Float32Array,
  at: number,
): void {
  const words = segment.words;
  out[at] = Math.log2(1 + words) / 4;
  out[at + 1] = Math.min(1, segment.capitals / (words + 1));
  out[at + 2] = Math.min(1, segment.symbols / (words + 1));
  out[at + 3] = Math.min(4, known / (words + 1)) / 4;
}
