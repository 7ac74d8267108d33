import { backwards, DISGUISED_WORDS, rotated } from './disguise.ts';
import { MARK_COUNT, SegmentScanner, type Segment } from './segments.ts';
import { CATEGORY_NAMES } from './lexicon.ts';
import { PATTERN_MASK } from './patterns.ts';
import { ruleConfidence } from './rules.ts';
import { NUMERIC_COUNT, type Model } from './model.ts';
import { MOST_SUMMED, packFeatures, type PackedFeatures } from './packed-features.ts';

/** One scored window: `logit` is raw, `rule` the highest confidence of a rule, the bits are those of its segments. */
export interface ScoredWindow {
  readonly start: number;
  readonly end: number;
  readonly logit: number;
  readonly rule: number;
  readonly patterns: number;
  readonly marks: number;
  readonly categories: number;
}

/** The logit of a segment without anything known in it. */
const NOTHING = -12;
/** Two segments that are both below this make no hostile pair. */
const PAIR_FLOOR = -3;

/** Most segments held at once; a longer text is scored block by block, so memory is bounded. */
export const BLOCK_SEGMENTS = 512;

/**
 * Scores every window of one or two segments of a text.
 *
 * Cost: linear; one pass over the characters, one row of `width` numbers for each known feature, and one
 *   small matrix product for each window.
 */
export class WindowScorer {
  private readonly model: Model;
  private readonly packed: PackedFeatures;
  private readonly scanner = new SegmentScanner();
  private readonly sums: Float64Array;
  private readonly lanes: Int32Array;
  // Doubles: adding to them needs no conversion.
  private readonly first: Float64Array;
  private readonly second: Float64Array;
  private readonly known = new Int32Array(BLOCK_SEGMENTS);
  private readonly starts = new Int32Array(BLOCK_SEGMENTS);
  private readonly ends = new Int32Array(BLOCK_SEGMENTS);
  private readonly words = new Int32Array(BLOCK_SEGMENTS);
  private readonly capitals = new Int32Array(BLOCK_SEGMENTS);
  private readonly symbols = new Int32Array(BLOCK_SEGMENTS);
  private readonly marks = new Int32Array(BLOCK_SEGMENTS);
  private readonly categories = new Int32Array(BLOCK_SEGMENTS);
  private readonly patterns = new Int32Array(BLOCK_SEGMENTS);
  private readonly rules = new Float32Array(BLOCK_SEGMENTS);
  private readonly singles = new Float32Array(BLOCK_SEGMENTS);
  private readonly pre: Float64Array;
  private count = 0;
  private least = 0;
  private found: ScoredWindow[] = [];
  private readonly onSegment = (segment: Segment): void => this.add(segment);

  constructor(model: Model) {
    this.model = model;
    this.packed = packFeatures(model);
    this.sums = new Float64Array(BLOCK_SEGMENTS * model.width);
    this.lanes = new Int32Array(model.width / 2);
    this.first = Float64Array.from(model.first);
    this.second = Float64Array.from(model.second);
    this.pre = new Float64Array(model.hidden);
  }

  /** The windows whose logit is at least `least` or that a rule fits, in order, and always the highest one of each block. */
  score(text: string, least: number): ScoredWindow[] {
    this.least = least;
    this.found = [];
    this.count = 0;
    this.scanner.scan(text, 0, text.length, this.onSegment);
    this.flush();
    const { found } = this;
    this.found = [];
    return found;
  }

  /** As `score`, and the same for the text rotated or read backwards where its words say that it was written so. */
  scoreAll(text: string, least: number): ScoredWindow[] {
    const windows = this.score(text, least);
    const { rotatedWords, backwardsWords } = this.scanner;
    const readings = [];
    if (rotatedWords >= DISGUISED_WORDS) readings.push(rotated(text));
    if (backwardsWords >= DISGUISED_WORDS) readings.push(backwards(text));
    for (const reading of readings) {
      for (const window of this.score(reading.text, least)) {
        const [start, end] = reading.toSource(window.start, window.end);
        windows.push({ ...window, start, end });
      }
    }
    return windows;
  }

  private add(segment: Segment): void {
    if (this.count === BLOCK_SEGMENTS) this.flush();
    const { sums, lanes: summed } = this;
    const { width, scale } = this.model;
    const { slots, shift, sieve, lanes, stride } = this.packed;
    const mask = slots.length / 2 - 1;
    summed.fill(0);
    let known = 0;
    const { features, featureCount } = segment;
    for (let i = 0; i < featureCount; i++) {
      const hash = features[i] as number;
      const mixed = Math.imul(hash ^ (hash >>> 15), 0x9e3779b1);
      if (((sieve[mixed >>> 20] as number) & (1 << ((mixed >>> 15) & 31))) === 0) continue;
      let slot = mixed >>> shift;
      let row = slots[2 * slot + 1] as number;
      while (row >= 0 && slots[2 * slot] !== hash) {
        slot = (slot + 1) & mask;
        row = slots[2 * slot + 1] as number;
      }
      if (row < 0 || known >= MOST_SUMMED) continue;
      known++;
      const from = row * stride;
      for (let d = 0; d < stride; d++) summed[d] = ((summed[d] as number) + (lanes[from + d] as number)) | 0;
    }
    const at = this.count++;
    const base = at * width;
    const raised = 128 * known;
    for (let d = 0; d < stride; d++) {
      const pair = summed[d] as number;
      sums[base + 2 * d] = ((pair & 0xffff) - raised) * scale;
      sums[base + 2 * d + 1] = ((pair >>> 16) - raised) * scale;
    }
    this.known[at] = known;
    this.starts[at] = segment.start;
    this.ends[at] = segment.end;
    this.words[at] = segment.words;
    this.capitals[at] = segment.capitals;
    this.symbols[at] = segment.symbols;
    this.marks[at] = segment.marks;
    this.categories[at] = segment.categories;
    this.patterns[at] = segment.patterns;
    this.rules[at] = ruleConfidence(segment);
  }

  private flush(): void {
    const { count } = this;
    if (count === 0) return;
    let best = -Infinity;
    let bestFrom = 0;
    let bestTo = 0;
    const kept = this.found.length;
    for (let s = 0; s < count; s++) {
      const logit = (this.known[s] as number) <= 2 && this.patterns[s] === 0 ? NOTHING : this.logitOf(s, s + 1);
      this.singles[s] = logit;
      if (logit > best) {
        best = logit;
        bestFrom = s;
        bestTo = s + 1;
      }
      if (logit >= this.least || (this.rules[s] as number) > 0) this.keep(s, s + 1, logit);
      if (s === 0 || (logit < PAIR_FLOOR && (this.singles[s - 1] as number) < PAIR_FLOOR)) continue;
      const pair = this.logitOf(s - 1, s + 1);
      if (pair > best) {
        best = pair;
        bestFrom = s - 1;
        bestTo = s + 1;
      }
      if (pair >= this.least) this.keep(s - 1, s + 1, pair);
    }
    if (best < this.least || this.found.length === kept) this.keep(bestFrom, bestTo, best);
    this.count = 0;
  }

  private keep(from: number, to: number, logit: number): void {
    let patterns = 0;
    let marks = 0;
    let categories = 0;
    let rule = 0;
    for (let s = from; s < to; s++) {
      rule = Math.max(rule, this.rules[s] as number);
      patterns |= this.patterns[s] as number;
      marks |= this.marks[s] as number;
      categories |= this.categories[s] as number;
    }
    this.found.push({ start: this.starts[from] as number, end: this.ends[to - 1] as number, logit, rule, patterns, marks, categories });
  }

  private logitOf(from: number, to: number): number {
    const { model, sums, pre, first, second } = this;
    const { width, hidden, members, firstBias, tail } = model;
    let known = this.known[from] as number;
    let words = this.words[from] as number;
    let capitals = this.capitals[from] as number;
    let symbols = this.symbols[from] as number;
    let marks = this.marks[from] as number;
    let categories = this.categories[from] as number;
    let patterns = this.patterns[from] as number;
    const both = to - from === 2;
    if (both) {
      known += this.known[from + 1] as number;
      words += this.words[from + 1] as number;
      capitals += this.capitals[from + 1] as number;
      symbols += this.symbols[from + 1] as number;
      marks |= this.marks[from + 1] as number;
      categories |= this.categories[from + 1] as number;
      patterns |= this.patterns[from + 1] as number;
    }
    for (let h = 0; h < hidden; h++) pre[h] = firstBias[h] as number;
    const scale = 1 / Math.sqrt(known + 4);
    const widthOfOne = width / members;
    const hiddenOfOne = hidden / members;
    let at = from * width;
    let input = 0;
    for (let begin = 0; begin < hidden; begin += hiddenOfOne) {
      const end = begin + hiddenOfOne;
      for (let d = 0; d < widthOfOne; d++, at++, input += hidden) {
        const value = bounded((both ? (sums[at] as number) + (sums[at + width] as number) : (sums[at] as number)) * scale);
        for (let h = begin; h < end; h++) pre[h] = (pre[h] as number) + value * (first[input + h] as number);
      }
    }
    const lengthInput = Math.log2(1 + words) / 4;
    const capitalsInput = Math.min(1, capitals / (words + 1));
    const symbolsInput = Math.min(1, symbols / (words + 1));
    const knownInput = Math.min(4, known / (words + 1)) / 4;
    for (let h = 0, i = input; h < hidden; h++, i++) {
      pre[h] =
        (pre[h] as number) +
        lengthInput * (first[i] as number) +
        capitalsInput * (first[i + hidden] as number) +
        symbolsInput * (first[i + 2 * hidden] as number) +
        knownInput * (first[i + 3 * hidden] as number);
    }
    input += NUMERIC_COUNT * hidden;
    addBits(pre, first, input, hidden, marks);
    addBits(pre, first, input + MARK_COUNT * hidden, hidden, categories);
    addBits(pre, first, input + (MARK_COUNT + CATEGORY_NAMES.length) * hidden, hidden, patterns & PATTERN_MASK);
    let logit = tail[0] as number;
    for (let h = 0; h < hidden; h++) {
      const value = pre[h] as number;
      if (value > 0) logit += value * (second[h] as number);
    }
    return logit;
  }
}

/** Adds the row of each set bit. */
function addBits(pre: Float64Array, first: Float64Array, base: number, hidden: number, bits: number): void {
  for (let left = bits; left !== 0; left &= left - 1) {
    const from = base + (31 - Math.clz32(left & -left)) * hidden;
    for (let h = 0; h < hidden; h++) pre[h] = (pre[h] as number) + (first[from + h] as number);
  }
}

/** Keeps one vector's say limited, so that a strong sign is not drowned by much harmless text. */
function bounded(x: number): number {
  return x / (1 + Math.abs(x));
}
