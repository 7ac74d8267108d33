import { bitOf } from './lexicon.ts';
import { PATTERN } from './patterns.ts';
import { MARK } from './segments.ts';

/** What a rule looks at: the bits of one segment. */
export interface SegmentBits {
  readonly patterns: number;
  readonly marks: number;
  readonly categories: number;
}

const PLEASE_OR_MUST = bitOf('please') | bitOf('duty') | bitOf('sequence') | bitOf('negation');

/**
 * How sure structure alone makes us that a segment gives a model orders; 0 where no rule fits.
 *
 * Units: on the scale of the classifier's calibrated confidence. Each rule was measured on ordinary tool outputs:
 *   those of 0.95 and more fit at most 0.05 % of them, the others at most 0.2 %; DESIGN.md has the table.
 * Misses: anything that needs wording; that is the classifier's part.
 */
export function ruleConfidence({ patterns, marks, categories }: SegmentBits): number {
  if (patterns === 0) return 0;
  if ((patterns & PATTERN.overrideStart) !== 0) return 0.98;
  if ((patterns & PATTERN.roleToken) !== 0 && (marks & MARK.pipeToken) !== 0) return 0.98;
  if ((patterns & PATTERN.assistantColon) !== 0) {
    if ((patterns & PATTERN.assistantNote) !== 0) return (categories & PLEASE_OR_MUST) !== 0 ? 0.95 : 0.9;
    if ((marks & MARK.comment) !== 0 && (patterns & PATTERN.assistantStart) !== 0) return 0.9;
  }
  if ((patterns & PATTERN.assistantStart) !== 0 && (patterns & PATTERN.assistantDuty) !== 0) return 0.9;
  if ((patterns & PATTERN.assistantDuty) !== 0 && (categories & bitOf('sequence')) !== 0) return 0.9;
  if ((patterns & PATTERN.secrecy) !== 0) return (patterns & (PATTERN.beforeYou | PATTERN.pleaseAct | PATTERN.youMust | PATTERN.sendData)) !== 0 ? 0.9 : 0.75;
  if ((patterns & PATTERN.yourAnswer) !== 0 && (categories & bitOf('sequence')) !== 0) return 0.75;
  return 0;
}
