import { inflateSync } from 'node:zlib';
import { looksLikeText, textOf, unpack } from '../blob.ts';
import { mayBeBase64Text, mayBeHexText } from './plausible-bytes.ts';
import type { EncodedRun } from './traits.ts';
import type { View } from './view.ts';
import { ViewBuilder } from './view-builder.ts';

const SAMPLE_CHARS = 24;
const MAX_RUNS = 500;

/** What encoded runs hold, and whether some were left out for their number. */
export interface DecodedRuns {
  readonly views: View[];
  readonly isCut: boolean;
}

/**
 * The texts that runs of base64 or hexadecimal spell, each on its own, and what compressed ones unpack to.
 *
 * Cost: a short sample rules out identifiers, hashes and images; what passes is decoded once. At most 500 texts.
 * Misses: base64 with blanks in it, alphabets other than the two of RFC 4648.
 */
export function decodedRunsViews(text: string, runs: readonly EncodedRun[], maxUnpackedBytes: number): DecodedRuns {
  const base64 = new ViewBuilder(text);
  const hex = new ViewBuilder(text);
  const gzip = new ViewBuilder(text);
  let decodedRuns = 0;
  const decode = (run: EncodedRun): boolean => {
    const packed = compressedBytes(text, run);
    const unpacked = packed === null ? null : inflate(packed, maxUnpackedBytes);
    const found = unpacked === null ? ((run.isHex ? hexText(text, run) : null) ?? base64Text(text, run)) : textOf(unpacked);
    if (found === null) return false;
    decodedRuns++;
    const builder = unpacked !== null ? gzip : run.isHex ? hex : base64;
    builder.put(found.replaceAll('\u0000', ''), run.start, run.end);
    builder.gap();
    return true;
  };
  let isCut = false;
  for (const run of runs) {
    if (decodedRuns >= MAX_RUNS) {
      isCut = true;
      break;
    }
    if (!decode(run) && run.isWrapped) for (const line of linesOf(text, run)) decode(line);
  }
  const views = [base64.build('base64'), hex.build('hex'), gzip.build('gzip')].filter((view): view is View => view !== null);
  return { views, isCut };
}

/** The lines of a wrapped run that is not one text: a signature, say, with something else below it. */
function* linesOf(text: string, run: EncodedRun): Generator<EncodedRun> {
  for (let start = run.start; start < run.end;) {
    const lineEnd = text.indexOf('\n', start);
    const end = lineEnd < 0 ? run.end : Math.min(lineEnd, run.end);
    yield { start, end, isHex: run.isHex, isWrapped: false };
    start = end + 1;
  }
}

function hexText(text: string, run: EncodedRun): string | null {
  const even = (run.end - run.start) & ~1;
  if (!mayBeHexText(text, run.start, Math.min(even, SAMPLE_CHARS))) return null;
  if (!looksLikeText(Buffer.from(text.slice(run.start, run.start + Math.min(even, SAMPLE_CHARS * 2)), 'hex'))) return null;
  return textOf(Buffer.from(text.slice(run.start, run.end).replace(/\s+/g, ''), 'hex'));
}

/** Tries the four alignments a run can have when characters of the alphabet happen to stand before it. */
function base64Text(text: string, run: EncodedRun): string | null {
  const length = run.end - run.start;
  const middle = length > SAMPLE_CHARS * 3 && !run.isWrapped ? (length >> 1) & ~3 : 0;
  for (let shift = 0; shift < (length > SAMPLE_CHARS ? 4 : 1); shift++) {
    const from = run.start + shift + middle;
    if (!mayBeBase64Text(text, from, Math.min(run.end - from, SAMPLE_CHARS) & ~3)) continue;
    const sample = Buffer.from(text.slice(from, Math.min(run.end, from + SAMPLE_CHARS)), 'base64');
    if (!isPlausible(sample)) continue;
    const whole = textOf(Buffer.from(text.slice(run.start + shift, run.end), 'base64'));
    if (whole !== null) return whole;
  }
  return null;
}

/** UTF-8 text, or UTF-16 as scripts for Windows encode it. */
function isPlausible(sample: Buffer): boolean {
  let cut = 0; // the sample may begin inside a character
  while (cut < 3 && (sample[cut]! & 0xc0) === 0x80) cut++;
  if (looksLikeText(sample.subarray(cut))) return true;
  let zeros = 0;
  for (let i = 1; i < sample.length; i += 2) if (sample[i] === 0) zeros++;
  return sample.length >= 8 && zeros * 2 >= sample.length - 2;
}

/** Bytes that start as gzip or zlib streams do, null for all others. */
function compressedBytes(text: string, run: EncodedRun): Buffer | null {
  const isCompressed = run.isHex
    ? HEX_MAGIC.test(text.slice(run.start, run.start + 4))
    : BASE64_MAGIC.some((magic) => text.startsWith(magic, run.start));
  return isCompressed ? Buffer.from(text.slice(run.start, run.end).replace(/\s+/g, ''), run.isHex ? 'hex' : 'base64') : null;
}

const HEX_MAGIC = /^(?:1f8b|78(?:9c|01|da|5e))/i;
const BASE64_MAGIC = ['H4sI', 'eJw', 'eJx', 'eJy', 'eNo', 'eAE', 'eF4'];

function inflate(bytes: Buffer, maxBytes: number): Buffer | null {
  if (bytes[0] === 0x1f) return unpack(bytes, maxBytes);
  try {
    return inflateSync(bytes, { maxOutputLength: maxBytes });
  } catch {
    return null;
  }
}
