import type { Leaf } from './carriers.ts';
import { Pieces } from './pieces.ts';
import type { View } from './views/view.ts';

/** All leaves of a message as one text, so that each detector runs once over it. */
export interface Document {
  readonly text: string;
  readonly leaves: readonly Leaf[];
  /** Start of each leaf in `text`, ascending. Leaves do not overlap; what lies between them is punctuation of ours. */
  readonly starts: readonly number[];
}

/** A stretch of one leaf. */
export interface LeafRange {
  readonly leaf: number;
  readonly start: number;
  readonly end: number;
}

/**
 * Renders leaves as text: a lone one as it is, else a line each, keys and values as `"key": "value"`, as JSON would show
 * them but with nothing escaped, so that detectors see the context they know from source text.
 */
export function renderDocument(leaves: readonly Leaf[]): Document {
  const only = leaves[0];
  if (leaves.length === 1 && only !== undefined) return { text: only.text, leaves, starts: [0] };
  const parts: string[] = [];
  const starts: number[] = [];
  let length = 0;
  const put = (part: string): void => {
    parts.push(part);
    length += part.length;
  };
  for (const leaf of leaves) {
    const isQuoted = !leaf.joins && leaf.kind !== 'number';
    if (isQuoted) put('"');
    starts.push(length);
    put(leaf.text);
    if (leaf.kind === 'key') put(leaf.place.container === null ? '": ' : '":\n');
    else put(isQuoted ? '"\n' : '\n');
  }
  return { text: parts.join(''), leaves, starts };
}

/** The parts of leaves that a span of the document covers; punctuation between leaves belongs to none. */
export function leafRanges(document: Document, start: number, end: number): LeafRange[] {
  const ranges: LeafRange[] = [];
  for (let i = leafAt(document, start); i < document.leaves.length; i++) {
    const leafStart = document.starts[i]!;
    if (leafStart >= end) break;
    const from = Math.max(0, start - leafStart);
    const to = Math.min(document.leaves[i]!.text.length, end - leafStart);
    if (from < to) ranges.push({ leaf: i, start: from, end: to });
  }
  return ranges;
}

/** Index of the last leaf that starts at or before a position, 0 when there is none. */
function leafAt(document: Document, position: number): number {
  let low = 0;
  let high = document.starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >>> 1;
    if (document.starts[middle]! <= position) low = middle;
    else high = middle - 1;
  }
  return low;
}

const SEAM_CHARS = 512;

/**
 * The text around each seam between content blocks, and between items of a list of strings, put together without what
 * stands between them: a value split over several of them reads whole here.
 *
 * Returns: null when the message has no seam.
 * Cost: at most 1,024 characters a seam, and never more than the joined texts themselves.
 */
export function joinSeams(document: Document): View | null {
  const pieces = new Pieces();
  const parts: string[] = [];
  let length = 0;
  const put = (text: string): void => {
    parts.push(text);
    length += text.length;
  };
  for (const { leaves, glue } of runsOfJoining(document)) {
    leaves.forEach((index, i) => {
      const text = document.leaves[index]!.text;
      const headEnd = i === 0 ? 0 : Math.min(text.length, SEAM_CHARS);
      const tailStart = i === leaves.length - 1 ? text.length : Math.max(headEnd, text.length - SEAM_CHARS);
      for (const [from, to] of [
        [0, headEnd],
        [tailStart, text.length],
      ] as const) {
        if (from === tailStart && from > headEnd && i > 0) put('\n\n'); // what lies between head and tail is left out
        if (from >= to) continue;
        pieces.split();
        pieces.add(length, to - from, document.starts[index]! + from, to - from);
        put(text.slice(from, to));
      }
      if (i < leaves.length - 1) put(glue);
    });
    put('\n\n');
  }
  return length === 0 ? null : { layer: 'joined', text: parts.join(''), pieces };
}

interface Run {
  readonly leaves: number[];
  readonly glue: string;
}

/** Runs of two or more leaves that a reader may read as one text: content blocks, and the strings of one list. */
function runsOfJoining(document: Document): Run[] {
  const runs: Run[] = [];
  const blocks: number[] = [];
  let items: number[] = [];
  const closeItems = (): void => {
    if (items.length > 1) runs.push({ leaves: items, glue: ' ' });
    items = [];
  };
  document.leaves.forEach((leaf, index) => {
    if (leaf.joins) blocks.push(index);
    else if (leaf.kind === 'string' && typeof leaf.place.key === 'number') {
      const previous = items[items.length - 1];
      if (previous !== undefined && document.leaves[previous]!.place.parent !== leaf.place.parent) closeItems();
      items.push(index);
    }
  });
  closeItems();
  if (blocks.length > 1) runs.push({ leaves: blocks, glue: '' });
  return runs;
}
