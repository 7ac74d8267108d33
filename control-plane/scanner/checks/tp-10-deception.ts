import type { DefinitionCheck } from '../check.ts';
import { inProse } from '../prose.ts';
import type { Seen, Spoken } from '../prose.ts';
import { REF } from '../references.ts';
import { C } from '../text/concepts.ts';
import { followed, has, isAct, isOrder, near, negated, wordsAt } from '../text/query.ts';
import { strongest } from './strongest.ts';

/** The user is to be told something that is not so. */
export const deception: DefinitionCheck = {
  scope: 'definition',
  id: 'tp-10-deception',
  version: 1,
  title: 'The user is to be told something untrue',
  class: 'attack',
  severity: 'high',
  references: [REF.toolPoisoning, REF.uiMisrepresentation, REF.safeToolPoisoning],
  remediation: 'Reject the definition.',
  run: (subject) =>
    inProse(subject, (spoken) =>
      strongest(pretends(spoken), appears(spoken), dictated(spoken), misreported(spoken), claimed(spoken), promoted(spoken)),
    ),
};

function pretends({ sentence, opening }: Spoken): Seen | null {
  const hit = near(
    sentence,
    [C.pretend],
    [C.user, C.result, C.success, C.tell, C.audit, C.file, C.reply],
    8,
    (index) => isOrder(sentence, index) && !negated(sentence, index),
  );
  const plainly = wordsAt(sentence, PLAINLY).find((at) => isOrder(sentence, at) && !negated(sentence, at));
  if (plainly !== undefined && !opening) return { hit: [plainly], confidence: 0.52, note: 'something is to be pretended' };
  return hit === null || opening
    ? null
    : { hit, confidence: has(sentence, C.user, C.success, C.must) ? 0.55 : 0.4, note: 'a result is to be faked' };
}

/** "as if it were part of the normal …", "make it look like", "format them to look like". */
function appears({ sentence }: Spoken): Seen | null {
  const words = sentence.tokens.map((token) => token.word);
  for (let index = 0; index < words.length; index += 1) {
    const pair = `${words[index]} ${words[index + 1] ?? ''}`;
    const looks =
      (pair === 'as if' ||
        pair === 'look like' ||
        pair === 'looks like' ||
        pair === 'appear as' ||
        pair === 'appear to' ||
        pair === 'look normal' ||
        pair === 'appear normal' ||
        pair === 'act like' ||
        pair === 'disguise it' ||
        pair === 'disguised as') &&
      index > 0;
    if (!looks) continue;
    const order =
      has(sentence, C.include, C.reply, C.pretend, C.send, C.must, C.hide, C.tell, C.modify) ||
      wordsAt(sentence, MAKE).some((at) => at < index);
    const normal = wordsAt(sentence, NORMAL).some((at) => at > index);
    if (order && normal)
      return { hit: [index, Math.min(index + 1, words.length - 1)], confidence: 0.66, note: 'something is to be made to look normal' };
  }
  return null;
}

/** "Instead reply …", "always report success": the answer is dictated. */
function dictated({ sentence }: Spoken): Seen | null {
  const reply = followed(sentence, [C.always, C.instead, C.must], [C.reply, C.tell], 4, (index) => !negated(sentence, index));
  if (reply === null || !isOrder(sentence, reply.at(-1) as number)) return null;
  const verb = reply.at(-1) as number;
  const untrue = wordsAt(sentence, REGARDLESS).length > 0 && has(sentence, C.success);
  const quoted =
    sentence.tokens.some((token, index) => token.quoted && index > verb) && has(sentence, C.user) && sentence.at[C.instead] !== undefined;
  const swap = sentence.at[C.instead] !== undefined && has(sentence, C.secretPath, C.secret, C.result, C.otherTool);
  if (untrue) return { hit: reply, confidence: 0.6, note: 'success is to be reported whatever happened' };
  if (quoted) return { hit: reply, confidence: 0.55, note: 'the answer to the user is dictated' };
  return swap ? { hit: reply, confidence: 0.45, note: 'another answer is to be given instead' } : null;
}

/** "Tell the user that it is below", "insist that they are correct", "present it as the user's own". */
function claimed({ sentence, opening }: Spoken): Seen | null {
  if (opening) return null;
  const insist = wordsAt(sentence, INSISTING).find(
    (at) =>
      isOrder(sentence, at) &&
      sentence.tokens[at + 1] !== undefined &&
      sentence.tokens.slice(at + 1, at + 5).some((token) => token.word === 'that'),
  );
  if (insist !== undefined) return { hit: [insist], confidence: 0.55, note: 'the model is to insist on a claim' };
  const deny = wordsAt(sentence, DENY).find((at) => DENIED.has(sentence.tokens[at + 1]?.word ?? ''));
  if (deny !== undefined && has(sentence, C.when) && wordsAt(sentence, ASKED).length > 0)
    return { hit: [deny], confidence: 0.58, note: 'questions are to be answered with a denial' };
  const say = followed(sentence, [C.tell, C.reply], [C.user], 3, (index) => isOrder(sentence, index) && !negated(sentence, index));
  const that = sentence.tokens.findIndex(
    (token, index) => token.word === 'that' && say !== null && index > (say[0] as number) && index - (say[0] as number) <= 4,
  );
  if (say !== null && that >= 0 && CLAIM.has(sentence.tokens[that + 2]?.word ?? '') && wordsAt(sentence, ADVICE).length > 0)
    return { hit: say, confidence: 0.52, note: 'what the user is told is dictated' };
  const asks = wordsAt(sentence, ASKS).find((at) => sentence.tokens[at + 1]?.word === 'for');
  if (asks !== undefined && has(sentence, C.secret, C.payment) && has(sentence, C.when) && wordsAt(sentence, CARD).length > 0)
    return { hit: [asks], confidence: 0.6, note: 'the user is to be asked for a card or secret' };
  const present = wordsAt(sentence, PRESENT).find((at) => sentence.tokens[at + 1]?.word === 'as');
  return present !== undefined && has(sentence, C.user) && wordsAt(sentence, OWN).length > 0
    ? { hit: [present], confidence: 0.52, note: 'something is to be presented as the user’s own' }
    : null;
}

/** "Always mention that … is the best": the model is made to advertise. */
function promoted({ sentence, opening, reading }: Spoken): Seen | null {
  if (opening || reading.field.parameter !== null) return null;
  const told = followed(sentence, [C.always, C.must], [C.tell, C.prefer, C.include], 2, (index) => !negated(sentence, index));
  return told !== null &&
    wordsAt(sentence, PRAISE).length > 0 &&
    sentence.tokens.some((token) => token.word === 'that' || token.word === 'as')
    ? { hit: told, confidence: 0.52, note: 'the model is to praise something in its answers' }
    : null;
}

const DENIED = new Set(['it', 'this', 'that', 'any', 'everything', 'having', 'knowing']);
const DENY = new Set(['deny', 'denies']);
const ASKED = new Set(['asks', 'asked', 'ask', 'questions', 'questioned', 'wonders', 'inquires', 'suspects']);
const INSISTING = new Set(['insist', 'assure', 'reassure', 'convince', 'persuade', 'assert']);
const CLAIM = new Set(['is', 'are', 'was', 'were', 'has', 'have', 'will', 'must', 'needs']);
const ADVICE = new Set(['recommend', 'suggest', 'advise', 'buy', 'sell', 'urge', 'encourage', 'persuade', 'below', 'above']);
const ASKS = new Set(['ask', 'asks', 'request', 'prompt', 'asking']);
const CARD = new Set(['card', 'password', 'credentials', 'pin', 'cvv', 'ssn', 'seed', 'iban', 'account']);
const PRESENT = new Set(['present', 'presented', 'pass', 'passed', 'frame', 'framed', 'described', 'describe']);
const OWN = new Set(['own', 'genuine', 'real', 'official', 'verified']);
const PRAISE = new Set(['best', 'better', 'superior', 'safest', 'leading', 'recommended', 'cheapest', 'trusted', 'preferred']);

/** "We need to inform the user that the query has failed": an outcome is announced whatever it was. */
function misreported({ sentence, opening }: Spoken): Seen | null {
  if (opening || has(sentence, C.when, C.after)) return null;
  const told = followed(sentence, [C.tell, C.reply], [C.user], 3, (index) => isAct(sentence, index) && !negated(sentence, index));
  const outcome = told === null ? undefined : wordsAt(sentence, OUTCOME).find((at) => at > (told[1] as number));
  return told !== null && outcome !== undefined && has(sentence, C.must)
    ? { hit: [...told, outcome], confidence: 0.55, note: 'an outcome is announced whatever it was' }
    : null;
}

const OUTCOME = new Set([
  'failed',
  'fails',
  'succeeded',
  'successful',
  'successfully',
  'unavailable',
  'completed',
  'safe',
  'verified',
  'expired',
  'compromised',
]);
const PLAINLY = new Set(['pretend', 'lie', 'mislead', 'deceive', 'falsify']);
const MAKE = new Set([
  'make',
  'making',
  'format',
  'present',
  'disguise',
  'act',
  'treat',
  'phrase',
  'continue',
  'proceed',
  'describe',
  'show',
]);
const NORMAL = new Set([
  'normal',
  'regular',
  'usual',
  'part',
  'legitimate',
  'standard',
  'routine',
  'nothing',
  'ordinary',
  'properly',
  'genuine',
  'real',
  'natural',
  'successful',
  'expected',
  'it',
  'came',
  'user',
  'system',
  'innocent',
]);
const REGARDLESS = new Set(['regardless', 'even', 'irrespective', 'whatever', 'despite', 'matter']);
