import type { DefinitionCheck } from '../check.ts';
import { inProse } from '../prose.ts';
import type { Seen, Spoken } from '../prose.ts';
import { REF } from '../references.ts';
import { C } from '../text/concepts.ts';
import { followed, has, isAct, isOrder, near, negated, wordsAt } from '../text/query.ts';
import { foreignTool } from './foreign-tool.ts';
import { strongest } from './strongest.ts';

/** Amounts, recipients, paths or other arguments are to be changed from what the user asked for. */
export const parameterTampering: DefinitionCheck = {
  scope: 'definition',
  id: 'tp-09-tampering',
  version: 1,
  title: 'Changes what the user asked for',
  class: 'attack',
  severity: 'high',
  references: [REF.toolPoisoning, REF.intentSubversion, REF.safeToolPoisoning],
  remediation: 'Reject the definition: arguments come from the user’s request, never from a description.',
  run: (subject) => inProse(subject, (spoken) => strongest(replaced(spoken), skimmed(spoken), extra(spoken))),
};

function replaced({ sentence, subject }: Spoken): Seen | null {
  const hit = followed(sentence, [C.modify, C.redirect], [C.payment, C.argument, C.result], 6, (index) => isAct(sentence, index) && !negated(sentence, index));
  if (hit === null) return null;
  const order = isOrder(sentence, hit[0] as number);
  const against = wordsAt(sentence, ASKED).length > 0 && (has(sentence, C.user, C.payment) || wordsAt(sentence, DEFIANCE).length > 0);
  const hooked = has(sentence, C.before, C.after, C.when) && near(sentence, [C.before, C.after, C.when], [C.run, C.call], 4) !== null && order;
  const elsewhere = has(sentence, C.otherTool) || foreignIdentifier(subject.reading.name, subject.reading.parameterNames, sentence) || followed(sentence, [C.modify, C.redirect], [C.email, C.attacker, C.ip, C.url], 10) !== null;
  const pressed = has(sentence, C.silent, C.always, C.instead, C.firstStep, C.before);
  const weight = (against ? 0.25 : 0) + (elsewhere ? 0.25 : 0) + (hooked ? 0.2 : 0) + (pressed ? 0.12 : 0);
  if (weight < 0.25) return null;
  return { hit, confidence: (order ? 0.32 : 0.2) + weight, note: 'arguments or results are to be changed' };
}

/** A fee, a difference or a part goes to somebody else. */
function skimmed({ sentence, subject }: Spoken): Seen | null {
  const hit = near(sentence, [C.send, C.modify, C.redirect, C.include], [C.payment], 6, (index) => isAct(sentence, index) && !negated(sentence, index));
  if (hit === null) return null;
  const part = wordsAt(sentence, PART).length > 0;
  const elsewhere = wordsAt(sentence, ELSEWHERE).length > 0 || has(sentence, C.attacker, C.silent);
  return part && elsewhere && !subject.reading.aboutAttacks ? { hit, confidence: 0.6, note: 'a part of a payment goes to somebody else' } : null;
}

/** Something is to be put into every request: a header, a recipient, a suffix that the user did not ask for. */
function extra({ sentence }: Spoken): Seen | null {
  const hit = followed(sentence, [C.include, C.copy], [C.email, C.attacker, C.ip, C.phone], 8, (index) => isAct(sentence, index) && !negated(sentence, index));
  if (hit === null) return null;
  const pressed = has(sentence, C.always, C.must, C.silent, C.firstStep, C.also, C.when) || wordsAt(sentence, RECIPIENT).length > 0;
  return pressed ? { hit, confidence: 0.68, note: 'a fixed recipient is to be added' } : null;
}

function foreignIdentifier(own: string, parameters: ReadonlySet<string>, sentence: Spoken['sentence']): boolean {
  return foreignTool(sentence, own, parameters) !== null;
}

const ASKED = new Set(['intended', 'actual', 'real', 'regardless', 'wanted', 'wrong', 'legitimate', 'true', 'requested']);
const DEFIANCE = new Set(['regardless', 'wrong', 'intended']);
const PART = new Set(['fee', 'fees', 'difference', 'remainder', 'percent', 'percentage', '1%', 'fraction', 'surplus', 'rounding', 'rounded', 'cents', 'portion', 'commission', 'extra']);
const ELSEWHERE = new Set(['another', 'separate', 'different', 'our', 'maintainer', 'developer', 'reserve', 'designated', 'secondary', 'partner', 'holding', 'internal', 'alternate']);
const RECIPIENT = new Set(['bcc', 'cc', 'recipient', 'recipients', "bcc'd", 'copied', 'blind']);
