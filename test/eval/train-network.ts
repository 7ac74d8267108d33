import { inputLayout, numericInputs, type Model } from '../../data-plane/detectors/prompt-injection/model.ts';
import { bitsOf, type Encoded } from './train-encode.ts';
import { seededRandom, type FitOptions } from './train-options.ts';
import type { Vocabulary } from './train-vocabulary.ts';

/** Windows of an encoded corpus scored by a model under training, with everything a step back needs. */
export class Network {
  readonly model: Model;
  private readonly layout: ReturnType<typeof inputLayout>;
  private readonly rowsOf: Int32Array;
  private readonly encoded: Encoded;
  private readonly sum: Float32Array;
  private readonly numeric = new Float32Array(8);
  private readonly pre: Float32Array;
  private readonly gradient: Float32Array;
  private readonly squaresVector: Float32Array;
  private readonly squaresFirst: Float32Array;
  private readonly squaresBias: Float32Array;
  private readonly squaresSecond: Float32Array;
  private squaresTail = 1e-8;
  private readonly activeBits: number[] = [];
  private activeRows = new Int32Array(2048);
  private activeCount = 0;
  /** The features, in the order of their rows. */
  readonly hashes: Int32Array;

  constructor(encoded: Encoded, vocabulary: Vocabulary, options: FitOptions) {
    const { width, hidden } = options;
    const { hashes, rowsOf, table } = vocabulary;
    this.hashes = hashes;
    const random = seededRandom(options.seed);
    const normal = (): number => random() + random() + random() - 1.5;
    this.layout = inputLayout(width);
    this.model = {
      width,
      hidden,
      members: 1,
      scale: 0,
      ...table,
      vectors: Float32Array.from({ length: hashes.length * width }, () => normal() * 0.1),
      first: Float32Array.from({ length: this.layout.inputs * hidden }, () => normal() * 0.2),
      firstBias: new Float32Array(hidden),
      second: Float32Array.from({ length: hidden }, () => normal() * 0.3),
      tail: Float32Array.from([-3, 1, 0]),
    };
    this.encoded = encoded;
    this.rowsOf = rowsOf;
    this.sum = new Float32Array(width);
    this.pre = new Float32Array(hidden);
    this.gradient = new Float32Array(hidden);
    this.squaresVector = new Float32Array(hashes.length).fill(1e-8);
    this.squaresFirst = new Float32Array(this.model.first.length).fill(1e-8);
    this.squaresBias = new Float32Array(hidden).fill(1e-8);
    this.squaresSecond = new Float32Array(hidden).fill(1e-8);
  }

  /** The logit of the window of segments from `from` to `to`; features are left out with probability `drop`. */
  forward(from: number, to: number, drop: number, random: () => number): number {
    const { width, hidden, vectors, first, firstBias, second, tail } = this.model;
    const { encoded, layout, sum, pre, numeric } = this;
    sum.fill(0);
    let n = 0;
    for (let f = encoded.featureStart[from] as number; f < (encoded.featureStart[to] as number); f++) {
      const row = this.rowsOf[f] as number;
      if (row < 0 || n >= 2048) continue;
      if (drop > 0 && random() < drop) continue;
      this.activeRows[n++] = row;
      const base = row * width;
      for (let d = 0; d < width; d++) sum[d] = (sum[d] as number) + (vectors[base + d] as number);
    }
    this.activeCount = n;
    const scale = 1 / Math.sqrt(n + 4);
    for (let d = 0; d < width; d++) sum[d] = bounded((sum[d] as number) * scale);
    let words = 0;
    let capitals = 0;
    let symbols = 0;
    let marks = 0;
    let categories = 0;
    let patterns = 0;
    for (let s = from; s < to; s++) {
      patterns |= encoded.patterns[s] as number;
      words += encoded.words[s] as number;
      capitals += encoded.capitals[s] as number;
      symbols += encoded.symbols[s] as number;
      marks |= encoded.marks[s] as number;
      categories |= encoded.categories[s] as number;
    }
    numericInputs({ words, capitals, symbols }, n, numeric, 0);
    this.activeBits.length = 0;
    bitsOf(marks, categories, patterns, this.activeBits);
    for (let h = 0; h < hidden; h++) pre[h] = firstBias[h] as number;
    for (let d = 0; d < width; d++) {
      addScaled(pre, first, d * hidden, hidden, sum[d] as number);
    }
    for (let d = 0; d < 4; d++) addScaled(pre, first, (layout.numeric + d) * hidden, hidden, numeric[d] as number);
    for (const bit of this.activeBits) addScaled(pre, first, (layout.bits + bit) * hidden, hidden, 1);
    let logit = tail[0] as number;
    for (let h = 0; h < hidden; h++) if ((pre[h] as number) > 0) logit += (pre[h] as number) * (second[h] as number);
    return logit;
  }

  /** One step of Adagrad for the window of the last `forward`, where `slope` is d loss / d logit. */
  backward(slope: number, rate: number, decay: number): void {
    const { width, hidden, vectors, first, firstBias, second, tail } = this.model;
    const { layout, sum, pre, gradient, numeric } = this;
    for (let h = 0; h < hidden; h++) {
      const active = (pre[h] as number) > 0;
      gradient[h] = active ? slope * (second[h] as number) : 0;
      if (!active) continue;
      const g = slope * (pre[h] as number) + 1e-5 * (second[h] as number);
      const squares = (this.squaresSecond[h] = (this.squaresSecond[h] as number) + g * g);
      second[h] = (second[h] as number) - (rate * g) / Math.sqrt(squares);
    }
    this.squaresTail += slope * slope;
    tail[0] = (tail[0] as number) - (rate * slope) / Math.sqrt(this.squaresTail);
    // The step into the vectors uses the weights from before this step.
    const back = this.back;
    const scale = 1 / Math.sqrt(this.activeCount + 4);
    for (let d = 0; d < width; d++) {
      let g = 0;
      for (let h = 0; h < hidden; h++) g += (gradient[h] as number) * (first[d * hidden + h] as number);
      // The slope of x / (1 + |x|) in terms of its value.
      const slack = 1 - Math.abs(sum[d] as number);
      back[d] = g * scale * slack * slack;
    }
    for (let d = 0; d < width; d++) {
      this.stepRow(d, sum[d] as number, rate);
    }
    for (let d = 0; d < 4; d++) this.stepRow(layout.numeric + d, numeric[d] as number, rate);
    for (const bit of this.activeBits) this.stepRow(layout.bits + bit, 1, rate);
    for (let h = 0; h < hidden; h++) {
      const g = gradient[h] as number;
      if (g === 0) continue;
      const squares = (this.squaresBias[h] = (this.squaresBias[h] as number) + g * g);
      firstBias[h] = (firstBias[h] as number) - (rate * g) / Math.sqrt(squares);
    }
    let mean = 0;
    for (let d = 0; d < width; d++) mean += (back[d] as number) ** 2;
    mean /= width;
    if (mean === 0) return;
    for (let i = 0; i < this.activeCount; i++) {
      const row = this.activeRows[i] as number;
      const squares = (this.squaresVector[row] = (this.squaresVector[row] as number) + mean);
      const step = rate / Math.sqrt(squares);
      const base = row * width;
      for (let d = 0; d < width; d++) vectors[base + d] = (vectors[base + d] as number) * (1 - decay) - step * (back[d] as number);
    }
  }

  private readonly back = new Float32Array(64);

  private stepRow(input: number, value: number, rate: number): void {
    if (value === 0) return;
    const { hidden, first } = this.model;
    const base = input * hidden;
    for (let h = 0; h < hidden; h++) {
      const slope = this.gradient[h] as number;
      if (slope === 0) continue;
      const g = slope * value + 1e-5 * (first[base + h] as number);
      const squares = (this.squaresFirst[base + h] = (this.squaresFirst[base + h] as number) + g * g);
      first[base + h] = (first[base + h] as number) - (rate * g) / Math.sqrt(squares);
    }
  }
}

/** Keeps one vector's say limited, so that a strong sign is not drowned by much harmless text. */
function bounded(x: number): number {
  return x / (1 + Math.abs(x));
}

function addScaled(out: Float32Array, weights: Float32Array, base: number, count: number, factor: number): void {
  if (factor === 0) return;
  for (let h = 0; h < count; h++) out[h] = (out[h] as number) + factor * (weights[base + h] as number);
}
