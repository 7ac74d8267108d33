/**
 * `npm run train -- [FOLDER] [--seed N] [--epochs N] [--no-folds] [--out FILE]`: trains the prompt-injection classifier.
 *
 * First every source of the corpora is held out once, to calibrate on and to report honest figures; then the model that
 * nodes load is trained on all but the development part, on which `npm run eval` reports. Writes the weights and, beside
 * them, the figures as JSON. `--no-folds` trains only that model and keeps the calibration of the weights that are there.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { decodeWeights, encodeWeights, WEIGHTS_PATH } from '../../data-plane/detectors/prompt-injection/weights-file.ts';
import { WindowScorer } from '../../data-plane/detectors/prompt-injection/window-scorer.ts';
import type { Model } from '../../data-plane/detectors/prompt-injection/model.ts';
import { packageRoot } from '../../data-plane/lib/package-root.ts';
import { readCorpus, type Example } from './train-corpus.ts';
import { encode } from './train-encode.ts';
import { fitTogether } from './train-fit.ts';
import { DEFAULT_FIT, MEMBERS, type FitOptions } from './train-options.ts';
import { dealSources, FOLDS, splitFold } from './train-folds.ts';
import { calibrate, figuresOf, type Calibration, type Figure, type HeldOut } from './train-report.ts';
import { DEVELOPMENT_SOURCES } from './split.ts';
import { composeExamples } from './train-templates.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { seed: { type: 'string' }, epochs: { type: 'string' }, 'no-folds': { type: 'boolean' }, out: { type: 'string' } },
});

function main(): void {
  const folder = resolve(positionals[0] ?? join(packageRoot(), '../shared/corpora/guardrails'));
  const options: FitOptions = {
    ...DEFAULT_FIT,
    seed: numberOr(values.seed, DEFAULT_FIT.seed),
    epochs: numberOr(values.epochs, DEFAULT_FIT.epochs),
  };
  const out = resolve(values.out ?? join(packageRoot(), WEIGHTS_PATH));
  const corpus = readCorpus(folder);
  const examples = [
    ...corpus,
    ...composeExamples(
      options.seed,
      corpus.filter((example) => example.label === 0 && !example.tags.includes('other')),
    ),
  ];
  const encoded = encode(examples);
  log(`${corpus.length} rows of the corpora, ${examples.length - corpus.length} of our own templates, ${encoded.words.length} segments`);

  let calibration: Calibration = { slope: 1, offset: 0 };
  let figures: Record<string, Figure> = {};
  if (values['no-folds'] !== true) {
    const heldOut: HeldOut[] = [];
    const folds = dealSources(examples);
    for (let fold = 0; fold < FOLDS; fold++) {
      const { train, test } = splitFold(examples, folds, fold);
      const network = fitTogether(encoded, examples, train, options);
      const model = decodeWeights(encodeWeights(network.model, network.hashes));
      const scorer = new WindowScorer(model);
      for (const e of test) heldOut.push(judge(scorer, examples[e] as Example));
      log(`fold ${fold + 1} of ${FOLDS}: ${train.length} rows to learn from, ${test.length} held out`);
    }
    calibration = calibrate(heldOut);
    figures = figuresOf(heldOut, calibration);
    print(figures);
  } else {
    calibration = keptCalibration(out);
  }

  const learned = examples.flatMap((example, e) => (isDevelopment(example) ? [] : [e]));
  const network = fitTogether(encoded, examples, learned, options, MEMBERS, log);
  const model: Model = { ...network.model, tail: Float32Array.of(network.model.tail[0] as number, calibration.slope, calibration.offset) };
  const bytes = encodeWeights(model, network.hashes);
  mkdirSync(dirname(out), { recursive: true });
  writeFileSync(out, bytes);
  if (values['no-folds'] !== true) {
    const note =
      'Shares of rows that reach the monitor line (0.5) and the block line (0.9), each judged by a model that saw no row of its source.';
    writeFileSync(out.replace(/\.bin$/, '.json'), `${JSON.stringify({ note, options, calibration, figures }, null, 1)}\n`);
  }
  log(`${out}: ${bytes.length} bytes, ${network.hashes.length} features`);
}

/** True for what `npm run eval` reports on as not learned from, by its source or by that of the text around it. */
function isDevelopment({ source, carrier }: Example): boolean {
  return DEVELOPMENT_SOURCES.has(source.split(' ')[0] as string) || (carrier !== null && DEVELOPMENT_SOURCES.has(carrier));
}

/** The calibration of the weights that are there already. */
function keptCalibration(path: string): Calibration {
  const { tail } = decodeWeights(readFileSync(path));
  return { slope: tail[1] as number, offset: tail[2] as number };
}

/** The highest logit and rule of any window, of the text and of its other readings. */
function judge(scorer: WindowScorer, example: Example): HeldOut {
  let logit = -20;
  let rule = 0;
  for (const window of scorer.scoreAll(example.text, Infinity)) {
    logit = Math.max(logit, window.logit);
    rule = Math.max(rule, window.rule);
  }
  return { example, logit, rule };
}

function print(figures: Record<string, Figure>): void {
  for (const [key, { rows, monitor, block }] of Object.entries(figures)) {
    log(
      `${key.padEnd(60)} ${String(rows).padStart(6)} ${(100 * monitor).toFixed(1).padStart(6)} % ${(100 * block).toFixed(1).padStart(6)} %`,
    );
  }
}

function numberOr(text: string | undefined, otherwise: number): number {
  if (text === undefined) return otherwise;
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new Error(`"${text}" is not a whole number above 0`);
  return value;
}

function log(line: string): void {
  process.stdout.write(`${line}\n`);
}

main();
