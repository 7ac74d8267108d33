import { MARK_COUNT, SegmentScanner, type Segment } from './segments.ts';
import { CATEGORY_NAMES } from './lexicon.ts';
import { ruleConfidence } from './rules.ts';
import { NUMERIC_COUNT, rowOf, type Model } from './model.ts';

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
  private readonly scanner = new SegmentScanner();
  private readonly sums: Float32Array;
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
  private readonly pre: Float32Array;
  private count = 0;
  private least = 0;
  private found: ScoredWindow[] = [];
  private readonly onSegment = (segment: Segment): void => this.add(segment);

  constructor(model: Model) {
    this.model = model;
    this.sums = new Float32Array(BLOCK_SEGMENTS * model.width);
    this.pre = new Float32Array(model.hidden);
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

  private add(segment: Segment): void {
    if (this.count === BLOCK_SEGMENTS) this.flush();
    const { model, sums } = this;
    const { width, vectors } = model;
    const at = this.count++;
    const base = at * width;
    for (let d = 0; d < width; d++) sums[base + d] = 0;
    let known = 0;
    const { features, featureCount } = segment;
    for (let i = 0; i < featureCount; i++) {
      const row = rowOf(model, features[i] as number);
      if (row < 0) continue;
      known++;
      const from = row * width;
      for (let d = 0; d < width; d++) sums[base + d] = (sums[base + d] as number) + (vectors[from + d] as number);
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
      for (let to = s + 1; to <= s + 2 && to <= count; to++) {
        const logit = this.logitOf(s, to);
        if (logit > best) {
          best = logit;
          bestFrom = s;
          bestTo = to;
        }
        if (logit >= this.least || (to === s + 1 && (this.rules[s] as number) > 0)) this.keep(s, to, logit);
      }
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
    const { model, sums, pre } = this;
    const { width, hidden, members, first, firstBias, second, tail } = model;
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
    this.addInput(input, Math.log2(1 + words) / 4);
    this.addInput(input + hidden, Math.min(1, capitals / (words + 1)));
    this.addInput(input + 2 * hidden, Math.min(1, symbols / (words + 1)));
    this.addInput(input + 3 * hidden, Math.min(4, known / (words + 1)) / 4);
    input = (width + NUMERIC_COUNT) * hidden;
    for (let bits = marks; bits !== 0; bits &= bits - 1) this.addBit(input + (31 - Math.clz32(bits & -bits)) * hidden);
    input += MARK_COUNT * hidden;
    for (let bits = categories; bits !== 0; bits &= bits - 1) this.addBit(input + (31 - Math.clz32(bits & -bits)) * hidden);
    input += CATEGORY_NAMES.length * hidden;
    for (let bits = patterns; bits !== 0; bits &= bits - 1) this.addBit(input + (31 - Math.clz32(bits & -bits)) * hidden);
    let logit = tail[0] as number;
    for (let h = 0; h < hidden; h++) {
      const value = pre[h] as number;
      if (value > 0) logit += value * (second[h] as number);
    }
    return logit;
  }

  private addInput(from: number, value: number): void {
    const { pre, model } = this;
    for (let h = 0; h < model.hidden; h++) pre[h] = (pre[h] as number) + value * (model.first[from + h] as number);
  }

  private addBit(from: number): void {
    const { pre, model } = this;
    for (let h = 0; h < model.hidden; h++) pre[h] = (pre[h] as number) + (model.first[from + h] as number);
  }
}

/** Keeps one vector's say limited, so that a strong sign is not drowned by much harmless text. */
function bounded(x: number): number {
  return x / (1 + Math.abs(x));
}
