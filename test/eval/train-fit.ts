import { inputLayout, type Model } from '../../data-plane/detectors/prompt-injection/model.ts';
import { WeightAverage } from './train-average.ts';
import type { Example } from './train-corpus.ts';
import type { Encoded } from './train-encode.ts';
import { Network } from './train-network.ts';
import { MEMBERS, seededRandom, type FitOptions } from './train-options.ts';
import { negativeStep, positiveStep } from './train-steps.ts';
import { vocabularyOf } from './train-vocabulary.ts';

/** Trains on the chosen examples; the rest of `encoded` is not looked at. */
export function fit(
  encoded: Encoded,
  examples: readonly Example[],
  chosen: readonly number[],
  options: FitOptions,
  log: (line: string) => void = () => undefined,
  vocabulary = vocabularyOf(encoded, examples, chosen, options),
): Network {
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
      loss +=
        example.label === 1
          ? positiveStep(network, encoded, from, to, (balance.get(example.source) as number) * example.weight, rate, options, random)
          : negativeStep(
              network,
              encoded,
              example.tags.includes('about_injection') || example.tags.includes('about_prompting'),
              from,
              to,
              example.weight,
              rate,
              options,
              random,
              epoch,
            );
    }
    if (epoch >= options.epochs / 2) average.add();
    log(`epoch ${epoch + 1}: loss ${(loss / order.length).toFixed(4)}`);
  }
  average.apply();
  return network;
}

/**
 * Several networks from different seeds as one whose logit is their mean.
 *
 * Their vectors stand side by side and their hidden layers are blocks, so a node pays for one network of the sum of the sizes.
 */
export function fitTogether(
  encoded: Encoded,
  examples: readonly Example[],
  chosen: readonly number[],
  options: FitOptions,
  members = MEMBERS,
  log?: (line: string) => void,
): { model: Model; hashes: Int32Array } {
  const vocabulary = vocabularyOf(encoded, examples, chosen, options);
  const networks = Array.from({ length: members }, (_, k) =>
    fit(encoded, examples, chosen, { ...options, seed: options.seed + 101 * k }, log, vocabulary),
  );
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
  return {
    model: {
      width: width * members,
      hidden: allHidden,
      members,
      scale: 0,
      keys,
      rows,
      tableBits,
      vectors,
      first,
      firstBias,
      second,
      tail: Float32Array.of(bias, 1, 0),
    },
    hashes,
  };
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

function shuffle(list: number[], random: () => number): void {
  for (let i = list.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    const held = list[i] as number;
    list[i] = list[j] as number;
    list[j] = held;
  }
}
