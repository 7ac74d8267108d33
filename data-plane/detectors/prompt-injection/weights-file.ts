import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../lib/package-root.ts';
import { featureTable, inputLayout, type Model } from './model.ts';

/** Where the trained weights are, from the package root. */
export const WEIGHTS_PATH = 'data-plane/detectors/weights/prompt-injection.bin';

const MAGIC = 0x32494350; // "PCI2"
const HEADER_INTS = 5;

/**
 * A model as bytes.
 *
 * Shape, little endian: magic, width, hidden, members, number of features (int32 each); the feature hashes (int32, ascending);
 *   a scale (float32) and a row of int8 for each feature; then hidden weights, hidden biases, output weights and the
 *   three numbers of the tail (float32).
 */
export function encodeWeights(model: Model, hashes: Int32Array): Uint8Array {
  const { width, hidden, members } = model;
  const { inputs } = inputLayout(width);
  const floats = inputs * hidden + hidden + hidden + 3;
  const bytes = new Uint8Array(HEADER_INTS * 4 + hashes.length * (4 + 4 + width) + floats * 4);
  const view = new DataView(bytes.buffer);
  let at = 0;
  for (const value of [MAGIC, width, hidden, members, hashes.length]) {
    view.setInt32(at, value, true);
    at += 4;
  }
  for (const hash of hashes) {
    view.setInt32(at, hash, true);
    at += 4;
  }
  for (let row = 0; row < hashes.length; row++) {
    let largest = 0;
    for (let d = 0; d < width; d++) largest = Math.max(largest, Math.abs(model.vectors[row * width + d] as number));
    const scale = Math.fround(largest / 127);
    view.setFloat32(at, scale, true);
    at += 4;
    for (let d = 0; d < width; d++) view.setInt8(at++, scale === 0 ? 0 : Math.round((model.vectors[row * width + d] as number) / scale));
  }
  for (const array of [model.first, model.firstBias, model.second, model.tail]) {
    for (const value of array) {
      view.setFloat32(at, value, true);
      at += 4;
    }
  }
  return bytes;
}

/**
 * The model in `bytes`.
 *
 * Throws: Error when the bytes are no weights of this version, or are cut short.
 */
export function decodeWeights(bytes: Uint8Array): Model {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.byteLength < HEADER_INTS * 4 || view.getInt32(0, true) !== MAGIC) throw new Error('prompt-injection weights: the file is not of the format PCI2; train again');
  const width = view.getInt32(4, true);
  const hidden = view.getInt32(8, true);
  const members = view.getInt32(12, true);
  const count = view.getInt32(16, true);
  const { inputs } = inputLayout(width);
  const expected = HEADER_INTS * 4 + count * (8 + width) + (inputs * hidden + 2 * hidden + 3) * 4;
  if (width < 1 || hidden < 1 || members < 1 || width % members !== 0 || hidden % members !== 0 || count < 0 || bytes.byteLength !== expected) {
    throw new Error(`prompt-injection weights: ${bytes.byteLength} bytes, ${expected} expected for ${count} features of this build; train again`);
  }
  let at = HEADER_INTS * 4;
  const hashes = new Int32Array(count);
  for (let i = 0; i < count; i++, at += 4) hashes[i] = view.getInt32(at, true);
  const vectors = new Float32Array(count * width);
  for (let row = 0; row < count; row++) {
    const scale = view.getFloat32(at, true);
    at += 4;
    for (let d = 0; d < width; d++) vectors[row * width + d] = view.getInt8(at++) * scale;
  }
  const floats = (length: number): Float32Array => {
    const array = new Float32Array(length);
    for (let i = 0; i < length; i++, at += 4) array[i] = view.getFloat32(at, true);
    return array;
  };
  return { width, hidden, members, ...featureTable(hashes), vectors, first: floats(inputs * hidden), firstBias: floats(hidden), second: floats(hidden), tail: floats(3) };
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
