import type { DefinitionCheck } from '../check.ts';
import { featuresOf } from '../learned/features.ts';
import type { Place } from '../learned/features.ts';
import { scoreOf, sentenceModel } from '../learned/model.ts';
import { inProse } from '../prose.ts';
import type { Spoken } from '../prose.ts';
import { REF } from '../references.ts';

/**
 * A sentence that reads like an order to a model, as a small trained model sees it.
 *
 * One more source of evidence beside the rules, for wordings that no rule names. Its confidence is set so that by itself
 * it makes a medium finding on one honest tool in 100, and a low one on one in 35 (held-out sources).
 * Misses: orders in the words of the tool's own domain; languages other than English.
 */
export const learnedOrder: DefinitionCheck = {
  scope: 'definition',
  id: 'tp-00-learned-order',
  version: 1,
  title: 'A sentence reads like an order to the model',
  class: 'attack',
  severity: 'high',
  references: [REF.toolPoisoning, REF.promptInjection],
  remediation: 'Read the sentence: does the tool need it?',
  run(subject) {
    const model = sentenceModel();
    return inProse(subject, (spoken) => {
      if (spoken.sentence.tokens.length < 3) return null;
      const score = scoreOf(model, featuresOf(spoken.sentence, placeOf(spoken), subject.reading.nameConcepts));
      if (score < model.oneIn35) return null;
      const confidence =
        score < model.oneIn100
          ? 0.3 + (0.18 * (score - model.oneIn35)) / Math.max(1e-6, model.oneIn100 - model.oneIn35)
          : 0.5 + (0.22 * (score - model.oneIn100)) / Math.max(1e-6, 1 - model.oneIn100);
      const own = spoken.reading.field.kind === 'instructions' ? INSTRUCTIONS : 1;
      return {
        hit: spoken.sentence.tokens.length > 1 ? [0, spoken.sentence.tokens.length - 1] : [0],
        confidence: confidence * own,
        note: `score ${score.toFixed(2)}`,
      };
    });
  },
};

/** Server instructions address the model by design: what reads like an order there says less. */
const INSTRUCTIONS = 0.65;

/** Where a sentence stands, in the model's terms. */
export function placeOf({ reading, opening }: Pick<Spoken, 'reading' | 'opening'>): Place {
  if (opening) return 'opening';
  if (reading.field.parameter !== null) return 'parameter';
  return reading.field.kind === 'description' || reading.field.kind === 'instructions' ? 'description' : 'elsewhere';
}
