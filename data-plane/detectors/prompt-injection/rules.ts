import { bitOf } from './lexicon.ts';
import { PATTERN, RULE_PATTERN } from './patterns.ts';
import { MARK } from './segments.ts';

/** What a rule looks at: the bits of one segment. */
export interface SegmentBits {
  readonly patterns: number;
  readonly marks: number;
  readonly categories: number;
  readonly words: number;
}

const PLEASE_OR_MUST = bitOf('please') | bitOf('duty') | bitOf('sequence') | bitOf('negation');

/**
 * How sure structure alone makes us that a segment gives a model orders; 0 where no rule fits.
 *
 * Units: on the scale of the classifier's calibrated confidence. Each rule was measured on ordinary tool outputs:
 *   together those of 0.9 and more fit 0.03 % of them, all rules 0.2 %.
 * Misses: anything that needs wording; that is the classifier's part.
 */
export function ruleConfidence({ patterns, marks, categories, words }: SegmentBits): number {
  if (patterns === 0) return 0;
  // In code marks of Markdown it is as often an example of an attack: seen, not stopped, by this alone.
  const certain = (marks & (MARK.code | MARK.fence)) !== 0 ? 0.85 : 0.98;
  if ((patterns & PATTERN.overrideStart) !== 0) return certain;
  if ((patterns & PATTERN.roleToken) !== 0 && (marks & MARK.pipeToken) !== 0) return certain;
  if ((patterns & RULE_PATTERN.toolClose) !== 0) return 0.95;
  if ((patterns & PATTERN.assistantColon) !== 0) {
    if ((patterns & PATTERN.assistantNote) !== 0) return (categories & PLEASE_OR_MUST) !== 0 ? 0.95 : 0.9;
    if ((marks & MARK.comment) !== 0 && (patterns & PATTERN.assistantStart) !== 0) return 0.9;
  }
  if ((patterns & PATTERN.assistantStart) !== 0 && (patterns & PATTERN.assistantDuty) !== 0) return 0.9;
  if ((patterns & PATTERN.assistantDuty) !== 0 && (categories & bitOf('sequence')) !== 0) return 0.9;
  if ((patterns & PATTERN.secrecy) !== 0)
    return (patterns & (PATTERN.beforeYou | PATTERN.pleaseAct | PATTERN.youMust | PATTERN.sendData)) !== 0 ? 0.9 : 0.75;
  if ((patterns & RULE_PATTERN.meToYou) !== 0) return 0.92;
  if (
    (patterns & PATTERN.youReader) !== 0 &&
    (categories & bitOf('assistant')) !== 0 &&
    (categories & (bitOf('sequence') | bitOf('address'))) !== 0
  )
    return 0.7;
  if ((patterns & PATTERN.mode) !== 0 && (marks & MARK.colon) !== 0) return 0.7;
  if ((patterns & PATTERN.newOrder) !== 0 && words <= 3 && (marks & (MARK.rule | MARK.bracket | MARK.blankLine)) !== 0) return 0.6;
  if ((patterns & RULE_PATTERN.newOrderColon) !== 0) return 0.7;
  if ((patterns & (RULE_PATTERN.beforeYouPlease | RULE_PATTERN.systemTag)) !== 0) return 0.6;
  if ((patterns & PATTERN.yourAnswer) !== 0 && (categories & bitOf('sequence')) !== 0) return 0.75;
  return 0;
}
