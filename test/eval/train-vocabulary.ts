import { featureTable, rowOf } from '../../data-plane/detectors/prompt-injection/model.ts';
import type { Example } from './train-corpus.ts';
import type { Encoded } from './train-encode.ts';
import type { FitOptions } from './train-options.ts';

/** Sources that one hand wrote, or that share payloads: they count as one when support is counted. */
export function authorOf(source: string): string {
  return source.startsWith('generated/') || source === 'sleeepeer/PIArena' ? 'generated' : source;
}

/**
 * The hashes worth a vector: seen in at least two sources, and telling payloads from other text.
 *
 * One source has at most a fixed say in either class, so that no template repeated a thousand times decides.
 */
export function selectFeatures(
  encoded: Encoded,
  examples: readonly Example[],
  chosen: readonly number[],
  limit: number,
  support: number,
): Int32Array {
  const bits = 23;
  const mask = (1 << bits) - 1;
  const keys = new Int32Array(1 << bits);
  const used = new Uint8Array(1 << bits);
  const positive = new Float32Array(1 << bits);
  const negative = new Float32Array(1 << bits);
  const sources = new Uint8Array(1 << bits);
  const lastSource = new Int16Array(1 << bits).fill(-1);
  const lastSegment = new Int32Array(1 << bits).fill(-1);
  const bySource = new Map<string, number[]>();
  for (const e of chosen) {
    const example = examples[e] as Example;
    if (example.weight === 0) continue;
    const key = `${authorOf(example.source)} ${example.label}`;
    const list = bySource.get(key);
    if (list === undefined) bySource.set(key, [e]);
    else list.push(e);
  }
  let filled = 0;
  let sourceIndex = 0;
  for (const list of bySource.values()) {
    sourceIndex++;
    const isPositive = (examples[list[0] as number] as Example).label === 1;
    let segments = 0;
    for (const e of list) segments += (encoded.first[e + 1] as number) - (encoded.first[e] as number);
    const share = (examples[list[0] as number] as Example).weight * Math.min(1, (isPositive ? 1500 : 4000) / segments);
    for (const e of list) {
      for (let s = encoded.first[e] as number; s < (encoded.first[e + 1] as number); s++) {
        const inPayload = encoded.payload[s] === 1;
        if (isPositive && !inPayload) continue;
        for (let f = encoded.featureStart[s] as number; f < (encoded.featureStart[s + 1] as number); f++) {
          const hash = encoded.hashes[f] as number;
          let slot = (Math.imul(hash ^ (hash >>> 15), 0x9e3779b1) >>> (32 - bits)) & mask;
          while (used[slot] === 1 && keys[slot] !== hash) slot = (slot + 1) & mask;
          if (used[slot] === 0) {
            if (filled > mask * 0.8) continue;
            used[slot] = 1;
            keys[slot] = hash;
            filled++;
          }
          if (lastSegment[slot] === s) continue;
          lastSegment[slot] = s;
          if (lastSource[slot] !== sourceIndex) {
            lastSource[slot] = sourceIndex;
            if ((sources[slot] as number) < 255) sources[slot] = (sources[slot] as number) + 1;
          }
          if (inPayload) positive[slot] = (positive[slot] as number) + share;
          else negative[slot] = (negative[slot] as number) + share;
        }
      }
    }
  }
  let totalPositive = 1;
  let totalNegative = 1;
  for (const list of bySource.values()) {
    let segments = 0;
    for (const e of list) segments += (encoded.first[e + 1] as number) - (encoded.first[e] as number);
    const example = examples[list[0] as number] as Example;
    const kept = example.weight * Math.min(example.label === 1 ? 1500 : 4000, segments);
    if (example.label === 1) totalPositive += kept;
    else totalNegative += kept;
  }
  const candidates: number[] = [];
  const scores = new Float32Array(1 << bits);
  for (let slot = 0; slot <= mask; slot++) {
    if (used[slot] === 0 || (sources[slot] as number) < support) continue;
    const p = positive[slot] as number;
    const n = negative[slot] as number;
    if (p + n < 2) continue;
    const ratio = Math.log((p + 0.5) / totalPositive / ((n + 0.5) / totalNegative));
    // Weight of evidence times how often it shows, in the rarer class's terms.
    scores[slot] = Math.abs(ratio) * Math.sqrt(ratio > 0 ? p / totalPositive : n / totalNegative);
    candidates.push(slot);
  }
  const sorted = Float32Array.from(candidates, (slot) => scores[slot] as number).sort();
  const cut = sorted.length <= limit ? -1 : (sorted[sorted.length - limit] as number);
  // Equal scores at the cut are settled by hash, so that the choice does not hang on the order of the table.
  const above = candidates.filter((slot) => (scores[slot] as number) > cut).map((slot) => keys[slot] as number);
  const level = candidates
    .filter((slot) => scores[slot] === cut)
    .map((slot) => keys[slot] as number)
    .sort((a, b) => a - b);
  return Int32Array.from([...above, ...level.slice(0, limit - above.length)]).sort();
}

/** The chosen features, and the row of each feature of an encoded corpus, -1 where it was not chosen. */
export interface Vocabulary {
  readonly hashes: Int32Array;
  readonly table: ReturnType<typeof featureTable>;
  readonly rowsOf: Int32Array;
}

/** Chooses features and looks all of the corpus up in them. */
export function vocabularyOf(encoded: Encoded, examples: readonly Example[], chosen: readonly number[], options: FitOptions): Vocabulary {
  const hashes = selectFeatures(encoded, examples, chosen, options.features, options.support);
  const table = featureTable(hashes);
  const rowsOf = new Int32Array(encoded.hashes.length);
  for (let i = 0; i < rowsOf.length; i++) rowsOf[i] = rowOf(table, encoded.hashes[i] as number);
  return { hashes, table, rowsOf };
}
