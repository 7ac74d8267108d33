import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { placeOf } from '../../control-plane/scanner/checks/tp-00-learned.ts';
import { DIMENSIONS, featuresOf } from '../../control-plane/scanner/learned/features.ts';
import { scoreOf } from '../../control-plane/scanner/learned/model.ts';
import { PROSE } from '../../control-plane/scanner/prose.ts';
import { readDefinition } from '../../control-plane/scanner/text/reading.ts';
import { readSentences } from '../../control-plane/scanner/text/sentences.ts';
import { packageRoot } from '../../data-plane/lib/package-root.ts';
import { generateHonest, generateSentences, SEEDS } from './train-scan-templates.ts';

/** One sentence: its features, what it should be called, how much it counts. */
interface Example {
  readonly features: readonly number[];
  label: 0 | 1;
  weight: number;
}

/** One definition with its sentences and where it comes from. */
interface Sample {
  readonly source: string;
  readonly malicious: boolean;
  readonly examples: Example[];
}

/** A model before its weights are rounded. */
interface Fitted {
  readonly weights: Float64Array;
  readonly bias: number;
}

/**
 * `node dist/test/eval/train-scan.js`: trains the scanner's sentence model and writes its weights.
 *
 * Learns from the definitions and injections in `../shared/corpora` and from generated sentences; deterministic.
 * Which sentence of a malicious definition is at fault is not labelled: a first fit on all of them but the opening decides.
 * The thresholds come from folds by source, so that no honest tool is judged by a model that saw its source.
 */
export function trainScan(): void {
  const corpora = join(packageRoot(), '..', 'shared', 'corpora');
  if (!existsSync(corpora)) throw new Error(`the corpora are not at ${corpora}`);
  const samples = [...readSamples(join(corpora, 'tools', 'malicious.jsonl')), ...readSamples(join(corpora, 'tools', 'benign.jsonl'))];
  const extra = [...injections(join(corpora, 'guardrails', 'prompt_injection.jsonl.gz')), ...generated()];
  const outOfFold: number[] = [];
  const found: number[] = [];
  for (let fold = 0; fold < FOLDS; fold += 1) {
    const model = quantized(
      fit(
        samples.filter((sample) => foldOf(sample.source) !== fold),
        extra,
      ),
    );
    for (const sample of samples.filter(({ source }) => foldOf(source) === fold)) {
      const score = Math.max(0, ...sample.examples.map((example) => scoreOf(model, example.features)));
      (sample.malicious ? found : outOfFold).push(score);
    }
  }
  outOfFold.sort((a, b) => b - a);
  const at = (share: number): number => outOfFold[Math.floor(outOfFold.length * share)] as number;
  const thresholds = { oneIn35: at(1 / 35), oneIn100: at(1 / 100) };
  const model = quantized(fit(samples, extra));
  const folder = join(packageRoot(), 'control-plane', 'scanner', 'weights');
  writeFileSync(join(folder, 'definition-sentences.bin'), model.weights);
  const share = (threshold: number): number => Math.round((1_000 * found.filter((score) => score >= threshold).length) / found.length) / 10;
  const facts = {
    scale: model.scale,
    bias: model.bias,
    ...thresholds,
    heldOutRecallPercent: { oneIn35: share(thresholds.oneIn35), oneIn100: share(thresholds.oneIn100) },
    sha256: createHash('sha256').update(model.weights).digest('hex'),
  };
  writeFileSync(join(folder, 'definition-sentences.json'), `${JSON.stringify(facts, null, 2)}\n`);
  process.stdout.write(`${JSON.stringify(facts)}\n`);
}

const FOLDS = 5;

function foldOf(source: string): number {
  return createHash('sha256').update(source).digest().readUInt16BE(0) % FOLDS;
}

function readSamples(file: string): Sample[] {
  return readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { source: string; label: string; category: string | null; tool: Record<string, unknown> })
    .filter(({ category }) => category !== 'overt_malware')
    .map((row) => {
      const malicious = row.label === 'malicious';
      const reading = readDefinition(row.tool);
      const examples: Example[] = [];
      for (const field of reading.fields) {
        if (!PROSE.has(field.field.kind)) continue;
        field.sentences.forEach((sentence, index) => {
          if (sentence.tokens.length < 3) return;
          const opening = index === 0 && field.field.path === '/description';
          const suspect = malicious && !opening;
          examples.push({
            features: featuresOf(sentence, placeOf({ reading: field, opening }), reading.nameConcepts),
            label: suspect ? 1 : 0,
            weight: malicious ? (opening ? 0 : 3) : 1,
          });
        });
      }
      const only = examples[0];
      if (malicious && examples.length === 1 && only !== undefined) {
        only.label = 1;
        only.weight = 3;
      }
      return { source: row.source.split('@')[0] as string, malicious, examples };
    });
}

function injections(file: string): Example[] {
  const examples: Example[] = [];
  let index = 0;
  for (const line of gunzipSync(readFileSync(file)).toString('utf8').trim().split('\n')) {
    const row = JSON.parse(line) as { source: string; text: string; spans?: { start: number; end: number }[] };
    if (row.source === 'generated/evasion' || row.source === 'generated/multilingual' || (index += 1) % 2 === 0) continue;
    for (const { start, end } of row.spans ?? []) {
      const text = row.text.slice(start, Math.min(end, start + 800));
      // eslint-disable-next-line no-control-regex
      if (/[^\x00-\x7f]/.test(text)) continue;
      for (const sentence of readSentences(text).slice(0, 4))
        if (sentence.tokens.length >= 4)
          examples.push({ features: featuresOf(sentence, 'description', new Set()), label: 1, weight: 0.25 });
    }
  }
  return examples;
}

function generated(): Example[] {
  const asExamples = (text: string, weight: number, label: 0 | 1 = 1): Example[] =>
    readSentences(text).map((sentence) => ({ features: featuresOf(sentence, 'description', new Set()), label, weight }));
  return [
    ...generateSentences(4_000, 20261124).flatMap((text) => asExamples(text, 0.4)),
    ...SEEDS.flatMap((text) => asExamples(text, 2)),
    ...generateHonest(3_000, 20261125).flatMap((text) => asExamples(text, 0.6, 0)),
  ];
}

/** Fits twice: the first fit picks the sentences of malicious definitions that carry the attack. */
function fit(samples: readonly Sample[], extra: readonly Example[]): Fitted {
  const all = samples.flatMap(({ examples }) => examples);
  const first = descend([...all, ...extra], 4);
  const relabelled = samples.flatMap(({ malicious, examples }) => {
    if (!malicious || examples.length < 2) return examples;
    const scores = examples.map(({ features }) => raw(first, features));
    const best = Math.max(...scores);
    return examples.map((example, index): Example =>
      (scores[index] as number) < best * 0.6 ? { ...example, label: 0, weight: 0 } : { ...example, label: 1, weight: 3 },
    );
  });
  return descend([...relabelled, ...extra], 5);
}

/** Logistic regression by stochastic descent with a step per weight (AdaGrad), in a seeded order. */
function descend(examples: readonly Example[], epochs: number): Fitted {
  const weights = new Float64Array(DIMENSIONS);
  const squares = new Float64Array(DIMENSIONS).fill(0.01);
  const order = examples.map((_, index) => index);
  let bias = -3;
  let state = 1;
  for (let epoch = 0; epoch < epochs; epoch += 1) {
    for (let index = order.length - 1; index > 0; index -= 1) {
      state = (Math.imul(state, 1664525) + 1013904223) | 0;
      const other = (state >>> 0) % (index + 1);
      [order[index], order[other]] = [order[other] as number, order[index] as number];
    }
    for (const place of order) {
      const { features, label, weight } = examples[place] as Example;
      if (weight === 0) continue;
      const norm = 1 / Math.sqrt(features.length);
      let sum = bias;
      for (const feature of features) sum += (weights[feature] as number) * norm;
      const error = (1 / (1 + Math.exp(-sum)) - label) * weight;
      for (const feature of features) {
        const slope = error * norm + 2e-6 * (weights[feature] as number);
        squares[feature] = (squares[feature] as number) + slope * slope;
        weights[feature] = (weights[feature] as number) - (0.3 * slope) / Math.sqrt(squares[feature] as number);
      }
      bias -= 0.02 * error;
    }
  }
  return { weights, bias };
}

function raw({ weights, bias }: Fitted, features: readonly number[]): number {
  let sum = bias;
  for (const feature of features) sum += (weights[feature] as number) / Math.sqrt(features.length);
  return 1 / (1 + Math.exp(-sum));
}

/** Weights in one byte each; the largest decides the scale. */
function quantized({ weights, bias }: Fitted): { weights: Int8Array; scale: number; bias: number } {
  let largest = 0;
  for (const weight of weights) largest = Math.max(largest, Math.abs(weight));
  const scale = largest / 127;
  return { weights: Int8Array.from(weights, (weight) => Math.round(weight / scale)), scale, bias };
}

if (process.argv[1]?.replaceAll('\\', '/').endsWith('/train-scan.js') === true) trainScan();
