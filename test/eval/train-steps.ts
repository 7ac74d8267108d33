import { PATTERN } from '../../data-plane/detectors/prompt-injection/patterns.ts';
import type { Encoded } from './train-encode.ts';
import type { Network } from './train-network.ts';
import type { FitOptions } from './train-options.ts';

/** The window that looks most like a payload is one; where the payload stands in a text the others are not. */
export function positiveStep(
  network: Network,
  encoded: Encoded,
  from: number,
  to: number,
  weight: number,
  rate: number,
  options: FitOptions,
  random: () => number,
): number {
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

/** What texts on the subject quote. */
const QUOTED = PATTERN.override | PATTERN.leak | PATTERN.secrecy;

/** Every window of ordinary text is ordinary; those already far on that side teach nothing. */
export function negativeStep(
  network: Network,
  encoded: Encoded,
  quotes: boolean,
  from: number,
  to: number,
  weight: number,
  rate: number,
  options: FitOptions,
  random: () => number,
  epoch: number,
): number {
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

function sigmoid(x: number): number {
  return 1 / (1 + Math.exp(-x));
}
