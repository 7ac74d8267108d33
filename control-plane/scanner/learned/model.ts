import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../../data-plane/lib/package-root.ts';
import { DIMENSIONS } from './features.ts';

/** A linear model over hashed features. */
export interface SentenceModel {
  readonly weights: Int8Array;
  readonly scale: number;
  readonly bias: number;
  /** Scores that one honest tool in 35, and one in 100, reaches; measured on sources held out from training. */
  readonly oneIn35: number;
  readonly oneIn100: number;
}

let loaded: SentenceModel | null = null;

/**
 * The trained model, read on first use from `control-plane/scanner/weights`.
 *
 * Trained by `test/eval/train-scan.ts`. Throws: Error when the file is missing or damaged, so that the check counts as failed.
 */
export function sentenceModel(): SentenceModel {
  if (loaded !== null) return loaded;
  const folder = join(packageRoot(), 'control-plane', 'scanner', 'weights');
  const facts = JSON.parse(readFileSync(join(folder, 'definition-sentences.json'), 'utf8')) as Omit<SentenceModel, 'weights'>;
  const bytes = readFileSync(join(folder, 'definition-sentences.bin'));
  if (bytes.length !== DIMENSIONS)
    throw new Error(`the weights of the scanner are damaged: ${bytes.length} bytes instead of ${DIMENSIONS}`);
  return (loaded = { ...facts, weights: new Int8Array(bytes.buffer, bytes.byteOffset, bytes.length) });
}

/** The probability the model gives a sentence with these features. */
export function scoreOf(model: Pick<SentenceModel, 'weights' | 'scale' | 'bias'>, features: readonly number[]): number {
  let sum = 0;
  for (const feature of features) sum += model.weights[feature] ?? 0;
  return 1 / (1 + Math.exp(-(model.bias + (sum * model.scale) / Math.sqrt(Math.max(1, features.length)))));
}
