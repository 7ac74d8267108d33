/**
 * Made-up values for tests, built at run time so that no file here holds anything a scanner would report.
 */
import type { Detector, TextContext } from '../../../data-plane/detectors/detector.ts';

export const LOWER = 'abcdefghijklmnopqrstuvwxyz';
export const UPPER = LOWER.toUpperCase();
export const DIGITS = '0123456789';
export const HEX = '0123456789abcdef';
export const ALPHANUMERIC = LOWER + UPPER + DIGITS;

/** A varied string of `length` characters from `alphabet`, the same for the same seed. */
export function random(length: number, alphabet: string = ALPHANUMERIC, seed = 7): string {
  let state = seed * 2_654_435_761;
  let value = '';
  for (let i = 0; i < length; i++) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    value += alphabet[(state >>> 8) % alphabet.length];
  }
  return value;
}

/** A UUID-like string. */
export function uuid(seed = 3): string {
  const hex = random(32, HEX, seed);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20)}`;
}

export const RESULT: TextContext = { surface: 'tool-result', role: null };

/** The texts a detector's findings cover, from a given confidence on. */
export function found(detector: Detector, text: string, minConfidence = 0.5, context: TextContext = RESULT): string[] {
  return detector
    .detect(text, context)
    .filter((finding) => finding.confidence >= minConfidence)
    .map(({ start, end }) => text.slice(start, end));
}

/** The labels of a detector's findings. */
export function labels(detector: Detector, text: string, minConfidence = 0.5): (string | undefined)[] {
  return detector
    .detect(text, RESULT)
    .filter((finding) => finding.confidence >= minConfidence)
    .map((finding) => finding.label);
}
