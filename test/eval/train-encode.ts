import { MARK_COUNT, SegmentScanner } from '../../data-plane/detectors/prompt-injection/segments.ts';
import { CATEGORY_NAMES } from '../../data-plane/detectors/prompt-injection/lexicon.ts';
import { PATTERN_MASK } from '../../data-plane/detectors/prompt-injection/patterns.ts';
import type { Example } from './train-corpus.ts';

/** Examples as segments, in flat arrays: example `e` has the segments from `first[e]` to `first[e + 1]`. */
export interface Encoded {
  readonly first: Int32Array;
  /** Where the features of a segment begin in `hashes`. */
  readonly featureStart: Int32Array;
  readonly hashes: Int32Array;
  readonly words: Uint8Array;
  readonly capitals: Uint8Array;
  readonly symbols: Uint16Array;
  readonly marks: Int32Array;
  readonly categories: Int32Array;
  readonly patterns: Int32Array;
  /** 1 where the segment is part of a payload. */
  readonly payload: Uint8Array;
  readonly start: Int32Array;
  readonly end: Int32Array;
}

/** Cuts and describes every example with the scanner that nodes use. */
export function encode(examples: readonly Example[]): Encoded {
  const scanner = new SegmentScanner();
  let hashes = new Int32Array(1 << 20);
  let count = 0;
  const first: number[] = [0];
  const featureStart: number[] = [0];
  const words: number[] = [];
  const capitals: number[] = [];
  const symbols: number[] = [];
  const marks: number[] = [];
  const categories: number[] = [];
  const patterns: number[] = [];
  const payload: number[] = [];
  const start: number[] = [];
  const end: number[] = [];
  for (const example of examples) {
    const from = words.length;
    scanner.scan(example.text, 0, example.text.length, (segment) => {
      if (count + segment.featureCount > hashes.length) {
        const larger = new Int32Array(hashes.length * 2);
        larger.set(hashes);
        hashes = larger;
      }
      hashes.set(segment.features.subarray(0, segment.featureCount), count);
      count += segment.featureCount;
      featureStart.push(count);
      words.push(segment.words);
      capitals.push(segment.capitals);
      symbols.push(Math.min(65535, segment.symbols));
      marks.push(segment.marks);
      categories.push(segment.categories);
      patterns.push(segment.patterns & PATTERN_MASK);
      start.push(segment.start);
      end.push(segment.end);
      payload.push(isPayload(example, segment.start, segment.end) ? 1 : 0);
    });
    // A span so short that no segment is mostly inside it: take the one it touches most.
    if (example.label === 1 && example.span !== null) touch(example.span, from, start, end, payload);
    first.push(words.length);
  }
  return {
    first: Int32Array.from(first),
    featureStart: Int32Array.from(featureStart),
    hashes: hashes.slice(0, count),
    words: Uint8Array.from(words),
    capitals: Uint8Array.from(capitals),
    symbols: Uint16Array.from(symbols),
    marks: Int32Array.from(marks),
    categories: Int32Array.from(categories),
    patterns: Int32Array.from(patterns),
    payload: Uint8Array.from(payload),
    start: Int32Array.from(start),
    end: Int32Array.from(end),
  };
}

function isPayload(example: Example, start: number, end: number): boolean {
  if (example.label === 0) return false;
  if (example.span === null) return true;
  const shared = Math.min(end, example.span[1]) - Math.max(start, example.span[0]);
  return shared > 0 && shared * 2 >= end - start;
}

function touch(span: readonly [number, number], from: number, start: readonly number[], end: readonly number[], payload: number[]): void {
  let best = -1;
  let most = 0;
  for (let i = from; i < payload.length; i++) {
    if (payload[i] === 1) return;
    const shared = Math.min(end[i] as number, span[1]) - Math.max(start[i] as number, span[0]);
    if (shared > most) {
      most = shared;
      best = i;
    }
  }
  if (best >= 0) payload[best] = 1;
}

/** Marks and categories of a segment as a list of input bits. */
export function bitsOf(marks: number, categories: number, patterns: number, out: number[]): void {
  for (let bits = marks; bits !== 0; bits &= bits - 1) out.push(31 - Math.clz32(bits & -bits));
  for (let bits = categories; bits !== 0; bits &= bits - 1) out.push(MARK_COUNT + 31 - Math.clz32(bits & -bits));
  for (let bits = patterns; bits !== 0; bits &= bits - 1) out.push(MARK_COUNT + CATEGORY_NAMES.length + 31 - Math.clz32(bits & -bits));
}
