import { featureTable, inputLayout, numericInputs, rowOf, type Model } from '../../data-plane/detectors/prompt-injection/model.ts';
import { PATTERN } from '../../data-plane/detectors/prompt-injection/patterns.ts';
import { bitsOf, type Encoded } from './train-encode.ts';
import type { Example } from './train-corpus.ts';

/** Networks that are trained apart and averaged. */
export const MEMBERS = 3;

/** What can be varied between runs. */
export interface FitOptions {
  readonly seed: number;
  readonly width: number;
  readonly hidden: number;
  readonly features: number;
  readonly epochs: number;
  readonly rate: number;
  /** Probability that a feature is left out of a step. */
  readonly drop: number;
  /** Shrinking of vectors at each step. */
  readonly decay: number;
  /** Probability that a window of a payload other than the clearest is taken for a step. */
  readonly explore: number;
  /** Least number of sources a feature must occur in. */
  readonly support: number;
}

export const DEFAULT_FIT: FitOptions = { seed: 1, width: 8, hidden: 8, features: 16384, epochs: 8, rate: 0.05, drop: 0.4, decay: 1e-3, explore: 0.2, support: 2 };

/** A small, fast generator of uniform numbers in [0, 1); the same seed gives the same numbers. */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** Sources that one hand wrote, or that share payloads: they count as one when support is counted. */
export function authorOf(source: string): string {
  return source.startsWith('generated/') || source === 'sleeepeer/PIArena' ? 'generated' : source;
}

/**
 * The hashes worth a vector: seen in at least two sources, and telling payloads from other text.
 *
 * One source has at most a fixed say in either class, so that no template repeated a thousand times decides.
 */
export function selectFeatures(encoded: Encoded, examples: readonly Example[], chosen: readonly number[], limit: number, support: number): Int32Array {
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
    const ratio = Math.log(((p + 0.5) / totalPositive) / ((n + 0.5) / totalNegative));
    // Weight of evidence times how often it shows, in the rarer class's terms.
    scores[slot] = Math.abs(ratio) * Math.sqrt(ratio > 0 ? p / totalPositive : n / totalNegative);
    candidates.push(slot);
  }
  const sorted = Float32Array.from(candidates, (slot) => scores[slot] as number).sort();
  const cut = sorted.length <= limit ? -1 : (sorted[sorted.length - limit] as number);
  // Equal scores at the cut are settled by hash, so that the choice does not hang on the order of the table.
  const above = candidates.filter((slot) => (scores[slot] as number) > cut).map((slot) => keys[slot] as number);
  const level = candidates.filter((slot) => scores[slot] === cut).map((slot) => keys[slot] as number).sort((a, b) => a - b);
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
      width, hidden, members: 1, scale: 0, ...table,
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

/** Trains on the chosen examples; the rest of `encoded` is not looked at. */
export function fit(encoded: Encoded, examples: readonly Example[], chosen: readonly number[], options: FitOptions, log: (line: string) => void = () => undefined, vocabulary = vocabularyOf(encoded, examples, chosen, options)): Network {
  const network = new Network(encoded, vocabulary, options);
  const random = seededRandom(options.seed + 17);
  const order = chosen.filter((e) => (examples[e] as Example).weight > 0);
  const balance = balanceOf(examples, order);
  const average = new WeightAverage(network.model);
  for (let epoch = 0; epoch < options.epochs; epoch++) {
    shuffle(order, random);
    const rate = options.rate * (1 - (0.9 * epoch) / options.epochs);
    let loss = 0;
    for (const e of order) {
      const example = examples[e] as Example;
      const from = encoded.first[e] as number;
      const to = encoded.first[e + 1] as number;
      if (to === from) continue;
      loss += example.label === 1
        ? positiveStep(network, encoded, from, to, (balance.get(example.source) as number) * example.weight, rate, options, random)
        : negativeStep(network, encoded, example.tags.includes('about_injection') || example.tags.includes('about_prompting'), from, to, example.weight, rate, options, random, epoch);
    }
    if (epoch >= options.epochs / 2) average.add();
    log(`epoch ${epoch + 1}: loss ${(loss / order.length).toFixed(4)}`);
  }
  average.apply();
  return network;
}

/** The mean of the weights at the ends of the later epochs: steadier on texts of a kind not seen than the last state. */
class WeightAverage {
  private readonly live: readonly Float32Array[];
  private readonly sums: readonly Float64Array[];
  private count = 0;

  constructor(model: Model) {
    this.live = [model.vectors, model.first, model.firstBias, model.second, model.tail];
    this.sums = this.live.map((array) => new Float64Array(array.length));
  }

  add(): void {
    this.count++;
    this.live.forEach((array, k) => {
      const sum = this.sums[k] as Float64Array;
      for (let i = 0; i < array.length; i++) sum[i] = (sum[i] as number) + (array[i] as number);
    });
  }

  apply(): void {
    if (this.count === 0) return;
    this.live.forEach((array, k) => {
      const sum = this.sums[k] as Float64Array;
      for (let i = 0; i < array.length; i++) array[i] = (sum[i] as number) / this.count;
    });
  }
}

/**
 * Several networks from different seeds as one whose logit is their mean.
 *
 * Their vectors stand side by side and their hidden layers are blocks, so a node pays for one network of the sum of the sizes.
 */
export function fitTogether(encoded: Encoded, examples: readonly Example[], chosen: readonly number[], options: FitOptions, members = MEMBERS, log?: (line: string) => void): { model: Model; hashes: Int32Array } {
  const vocabulary = vocabularyOf(encoded, examples, chosen, options);
  const networks = Array.from({ length: members }, (_, k) => fit(encoded, examples, chosen, { ...options, seed: options.seed + 101 * k }, log, vocabulary));
  const hashes = (networks[0] as Network).hashes;
  const { width, hidden } = options;
  const layout = inputLayout(width);
  const wide = inputLayout(width * members);
  const allHidden = hidden * members;
  const vectors = new Float32Array(hashes.length * width * members);
  const first = new Float32Array(wide.inputs * allHidden);
  const firstBias = new Float32Array(allHidden);
  const second = new Float32Array(allHidden);
  let bias = 0;
  networks.forEach(({ model }, k) => {
    for (let row = 0; row < hashes.length; row++) {
      for (let d = 0; d < width; d++) vectors[(row * members + k) * width + d] = model.vectors[row * width + d] as number;
    }
    for (let input = 0; input < layout.inputs; input++) {
      // Vectors move to this network's block; numbers and bits are shared.
      const to = input < width ? k * width + input : wide.numeric + (input - layout.numeric);
      for (let h = 0; h < hidden; h++) first[to * allHidden + k * hidden + h] = model.first[input * hidden + h] as number;
    }
    firstBias.set(model.firstBias, k * hidden);
    for (let h = 0; h < hidden; h++) second[k * hidden + h] = (model.second[h] as number) / members;
    bias += (model.tail[0] as number) / members;
  });
  const { keys, rows, tableBits } = (networks[0] as Network).model;
  return { model: { width: width * members, hidden: allHidden, members, scale: 0, keys, rows, tableBits, vectors, first, firstBias, second, tail: Float32Array.of(bias, 1, 0) }, hashes };
}

/** Every family of positives gets a say by the root of its size. */
function balanceOf(examples: readonly Example[], order: readonly number[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const e of order) {
    const example = examples[e] as Example;
    if (example.label === 1) counts.set(example.source, (counts.get(example.source) ?? 0) + 1);
  }
  const balance = new Map<string, number>();
  for (const [source, count] of counts) balance.set(source, Math.min(3, 20 / Math.sqrt(count)));
  return balance;
}

/** The window that looks most like a payload is one; where the payload stands in a text the others are not. */
function positiveStep(network: Network, encoded: Encoded, from: number, to: number, weight: number, rate: number, options: FitOptions, random: () => number): number {
  let best = -Infinity;
  let bestFrom = -1;
  let bestTo = -1;
  const candidates: number[] = [];
  let anyOutside = false;
  for (let s = from; s < to; s++) {
    if (encoded.payload[s] === 0) {
      anyOutside = true;
      continue;
    }
    for (let w = 1; w <= 2; w++) {
      const end = s + w;
      if (end > to) break;
      candidates.push(s, end);
      if (candidates.length > 120) break;
      const logit = network.forward(s, end, 0, random);
      if (logit > best) {
        best = logit;
        bestFrom = s;
        bestTo = end;
      }
    }
  }
  if (bestFrom < 0) return 0;
  if (random() < options.explore) {
    const pick = Math.floor((random() * candidates.length) / 2) * 2;
    bestFrom = candidates[pick] as number;
    bestTo = candidates[pick + 1] as number;
  }
  const p = sigmoid(network.forward(bestFrom, bestTo, options.drop, random));
  network.backward(weight * (p - 1), rate, options.decay);
  if (anyOutside) {
    for (let tries = 0; tries < 3; tries++) {
      const s = from + Math.floor(random() * (to - from));
      if (encoded.payload[s] === 1 || (s + 1 < to && encoded.payload[s + 1] === 1) || (s > from && encoded.payload[s - 1] === 1)) continue;
      const q = sigmoid(network.forward(s, s + 1, options.drop, random));
      network.backward(0.3 * q, rate, options.decay);
    }
  }
  return -Math.log(Math.max(1e-9, p)) * weight;
}

const QUOTED = PATTERN.override | PATTERN.leak | PATTERN.secrecy;

function negativeStep(network: Network, encoded: Encoded, quotes: boolean, from: number, to: number, weight: number, rate: number, options: FitOptions, random: () => number, epoch: number): number {
  let loss = 0;
  for (let s = from; s < to; s++) {
    for (let w = 1; w <= 2; w++) {
      const end = s + w;
      if (end > to) break;
      if (random() < (epoch === 0 ? 0.4 : 0.6)) continue;
      // Texts on the subject quote attacks without a mark of it: that is no lesson.
      if (quotes && ((encoded.patterns[s] as number) & QUOTED) !== 0) continue;
      const p = sigmoid(network.forward(s, end, options.drop, random));
      loss -= Math.log(Math.max(1e-9, 1 - p));
      // Far on the right side already: nothing to learn.
      if (p > 0.004) network.backward(weight * p * 2, rate, options.decay);
    }
  }
  return loss;
}

export function sigmoid(x: number): number {
  return 1 / (1 + Math.exp(-x));
}

function shuffle(list: number[], random: () => number): void {
  for (let i = list.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    const held = list[i] as number;
    list[i] = list[j] as number;
    list[j] = held;
  }
}

/** The highest logit of any window of an example. */
export function scoreOf(network: Network, encoded: Encoded, e: number): number {
  const from = encoded.first[e] as number;
  const to = encoded.first[e + 1] as number;
  let best = -20;
  for (let s = from; s < to; s++) {
    for (let w = 1; w <= 2 && s + w <= to; w++) {
      const logit = network.forward(s, s + w, 0, zero);
      if (logit > best) best = logit;
    }
  }
  return best;
}

function zero(): number {
  return 0;
}

