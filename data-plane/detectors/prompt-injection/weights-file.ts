import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../lib/package-root.ts';
import { featureTable, inputLayout, type Model } from './model.ts';

/** Where the trained weights are, from the package root. */
export const WEIGHTS_PATH = 'data-plane/detectors/weights/prompt-injection.bin';

const MAGIC = 0x33494350; // "PCI3"
const HEADER_BYTES = 24;
/** Share of numbers that the scale covers; the few beyond are cut off. */
const COVERED = 0.9995;

/**
 * A model as bytes.
 *
 * Shape, little endian: magic, width, hidden, members, number of features (int32 each), scale (float32); the feature
 *   hashes (int32, ascending); a row of `width` signed bytes for each feature, in units of the scale; then hidden
 *   weights, hidden biases, output weights and the three numbers of the tail (float32).
 */
export function encodeWeights(model: Model, hashes: Int32Array): Uint8Array {
  const { width, hidden, members, vectors } = model;
  const floats = inputLayout(width).inputs * hidden + 2 * hidden + 3;
  const bytes = new Uint8Array(HEADER_BYTES + hashes.length * (4 + width) + floats * 4);
  const view = new DataView(bytes.buffer);
  const scale = scaleOf(vectors);
  [MAGIC, width, hidden, members, hashes.length].forEach((value, i) => view.setInt32(4 * i, value, true));
  view.setFloat32(20, scale, true);
  let at = HEADER_BYTES;
  for (const hash of hashes) {
    view.setInt32(at, hash, true);
    at += 4;
  }
  for (const value of vectors) view.setInt8(at++, Math.max(-127, Math.min(127, Math.round(value / scale))));
  for (const array of [model.first, model.firstBias, model.second, model.tail]) {
    for (const value of array) {
      view.setFloat32(at, value, true);
      at += 4;
    }
  }
  return bytes;
}

function scaleOf(vectors: Float32Array): number {
  const sizes = vectors.map(Math.abs).sort();
  const largest = sizes[Math.min(sizes.length - 1, Math.floor(sizes.length * COVERED))] ?? 0;
  return Math.fround(Math.max(largest, 1e-6) / 127);
}

/**
 * The model in `bytes`.
 *
 * Throws: Error when the bytes are no weights of this version, or are cut short.
 */
export function decodeWeights(bytes: Uint8Array): Model {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.byteLength < HEADER_BYTES || view.getInt32(0, true) !== MAGIC)
    throw new Error('prompt-injection weights: the file is not of the format PCI3; train again');
  const width = view.getInt32(4, true);
  const hidden = view.getInt32(8, true);
  const members = view.getInt32(12, true);
  const count = view.getInt32(16, true);
  const scale = view.getFloat32(20, true);
  const { inputs } = inputLayout(width);
  const expected = HEADER_BYTES + count * (4 + width) + (inputs * hidden + 2 * hidden + 3) * 4;
  if (
    width < 1 ||
    hidden < 1 ||
    members < 1 ||
    width % (2 * members) !== 0 ||
    hidden % members !== 0 ||
    count < 0 ||
    bytes.byteLength !== expected
  ) {
    throw new Error(
      `prompt-injection weights: ${bytes.byteLength} bytes, ${expected} expected for ${count} features of this build; train again`,
    );
  }
  let at = HEADER_BYTES;
  const hashes = new Int32Array(count);
  for (let i = 0; i < count; i++, at += 4) hashes[i] = view.getInt32(at, true);
  const vectors = new Float32Array(count * width);
  for (let i = 0; i < vectors.length; i++) vectors[i] = view.getInt8(at++) * scale;
  const floats = (length: number): Float32Array => {
    const array = new Float32Array(length);
    for (let i = 0; i < length; i++, at += 4) array[i] = view.getFloat32(at, true);
    return array;
  };
  return {
    width,
    hidden,
    members,
    scale,
    ...featureTable(hashes),
    vectors,
    first: floats(inputs * hidden),
    firstBias: floats(hidden),
    second: floats(hidden),
    tail: floats(3),
  };
}

let loaded: Model | null = null;

/**
 * The committed model, read on first use and kept.
 *
 * Cost: some 10 ms once, about 3 MB.
 * Throws: Error when the file is missing or not of this version.
 */
export function loadModel(): Model {
  return (loaded ??= decodeWeights(readFileSync(join(packageRoot(), WEIGHTS_PATH))));
}
