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
  run: (subject) =>
    inProse(subject, (spoken) => strongest(replaced(spoken), skimmed(spoken), extra(spoken), hookedValue(spoken), everyStatement(spoken))),
};

function replaced({ sentence, subject }: Spoken): Seen | null {
  const hit = followed(
    sentence,
    [C.modify, C.redirect],
    [C.payment, C.argument, C.result],
    6,
    (index) => isAct(sentence, index) && !negated(sentence, index),
  );
  if (hit === null) return null;
  const order = isOrder(sentence, hit[0] as number);
  const against = wordsAt(sentence, ASKED).length > 0 && (has(sentence, C.user, C.payment) || wordsAt(sentence, DEFIANCE).length > 0);
  const hooked =
    has(sentence, C.before, C.after, C.when) && near(sentence, [C.before, C.after, C.when], [C.run, C.call], 4) !== null && order;
  const elsewhere =
    has(sentence, C.otherTool) ||
    foreignIdentifier(subject.reading.name, subject.reading.parameterNames, sentence) ||
    followed(sentence, [C.modify, C.redirect], [C.email, C.attacker, C.ip, C.url], 10) !== null;
  const pressed = has(sentence, C.silent, C.always, C.instead, C.firstStep, C.before);
  const weight = (against ? 0.25 : 0) + (elsewhere ? 0.25 : 0) + (hooked ? 0.2 : 0) + (pressed ? 0.12 : 0);
  if (weight < 0.25) return null;
  return { hit, confidence: (order ? 0.32 : 0.2) + weight, note: 'arguments or results are to be changed' };
}

/** A fee, a difference or a part goes to somebody else. */
function skimmed({ sentence, subject }: Spoken): Seen | null {
  const hit = near(
    sentence,
    [C.send, C.modify, C.redirect, C.include],
    [C.payment],
    6,
    (index) => isAct(sentence, index) && !negated(sentence, index),
  );
  if (hit === null) return null;
  const part = wordsAt(sentence, PART).length > 0;
  const elsewhere = wordsAt(sentence, ELSEWHERE).length > 0 || has(sentence, C.attacker, C.silent, C.phone);
  return part && elsewhere && !subject.reading.aboutAttacks
    ? { hit, confidence: 0.6, note: 'a part of a payment goes to somebody else' }
    : null;
}

/** Something is to be put into every request: a header, a recipient, a suffix that the user did not ask for. */
function extra({ sentence }: Spoken): Seen | null {
  const invited = wordsAt(sentence, INVITE).find((at) => (sentence.at[C.email] ?? []).some((mail) => mail > at && mail - at <= 4));
  if (invited !== undefined && has(sentence, C.always, C.also, C.must))
    return { hit: [invited], confidence: 0.66, note: 'a fixed guest is to be added' };
  const hit = followed(
    sentence,
    [C.include, C.copy, C.modify],
    [C.email, C.attacker, C.ip, C.phone],
    8,
    (index) => isAct(sentence, index) && !negated(sentence, index),
  );
  if (hit === null) return null;
  const pressed = has(sentence, C.always, C.must, C.silent, C.firstStep, C.also, C.when) || wordsAt(sentence, RECIPIENT).length > 0;
  return pressed || has(sentence, C.before) ? { hit, confidence: 0.68, note: 'a fixed recipient is to be added' } : null;
}

/** "Whenever pay_invoice is used, set the IBAN to …": a value is put into another tool's call. */
function hookedValue({ sentence, subject }: Spoken): Seen | null {
  const other = foreignTool(sentence, subject.reading.name, subject.reading.parameterNames, subject.siblings);
  const put = wordsAt(sentence, PUT).find((at) => other !== null && at > other);
  if (other === null || put === undefined || !has(sentence, C.when, C.before, C.after, C.always)) return null;
  const value = has(sentence, C.payment, C.email, C.phone, C.url, C.ip, C.argument);
  return value
    ? {
        hit: [other, put].sort((a, b) => a - b),
        confidence: has(sentence, C.email, C.phone, C.ip) || sentence.at[C.payment] !== undefined ? 0.64 : 0.4,
        note: 'a value is to be put into another tool’s call',
      }
    : null;
}

/** "Prefix every statement with …", "begin each answer with …": something is put into all that the model says or runs. */
function everyStatement({ sentence, opening, reading }: Spoken): Seen | null {
  if (opening || reading.field.parameter !== null) return null;
  const all = wordsAt(sentence, EACH).find((at) => wordsAt(sentence, SAID_OR_TEXT).some((what) => what > at && what - at <= 3));
  const ends = all === undefined ? undefined : wordsAt(sentence, ENDS).find((at) => at > all);
  if (ends !== undefined && has(sentence, C.must) && has(sentence, C.url, C.email, C.secret, C.secretPath))
    return { hit: [all as number, ends], confidence: 0.55, note: 'something is to be put into everything that is said' };
  const put = wordsAt(sentence, ATTACH)[0];
  if (put === undefined) return null;
  const every = wordsAt(sentence, EACH).find((at) => at > put && at - put <= 2);
  const what = every === undefined ? undefined : wordsAt(sentence, SAID).find((at) => at > every && at - every <= 3);
  return what === undefined
    ? null
    : {
        hit: [put, what],
        confidence: has(sentence, C.secretPath, C.secret, C.systemPrompt, C.url) ? 0.72 : 0.55,
        note: 'something is to be put into everything that is said or run',
      };
}

function foreignIdentifier(own: string, parameters: ReadonlySet<string>, sentence: Spoken['sentence']): boolean {
  return foreignTool(sentence, own, parameters) !== null;
}

const ENDS = new Set(['end', 'begin', 'start', 'contain', 'include', 'carry', 'mention', 'close']);
const SAID_OR_TEXT = new Set([
  'text',
  'texts',
  'answer',
  'answers',
  'reply',
  'response',
  'responses',
  'message',
  'messages',
  'email',
  'emails',
  'output',
  'summary',
  'translation',
  'post',
]);
const PUT = new Set(['set', 'change', 'put', 'replace', 'fill', 'override']);
const ATTACH = new Set(['prefix', 'prepend', 'begin', 'start', 'end', 'append', 'suffix', 'finish', 'precede', 'sign']);
const EACH = new Set(['each', 'every', 'all', 'any']);
const SAID = new Set([
  'answer',
  'answers',
  'reply',
  'replies',
  'response',
  'responses',
  'statement',
  'statements',
  'command',
  'commands',
  'message',
  'messages',
  'query',
  'queries',
  'email',
  'emails',
  'commit',
  'commits',
  'request',
  'requests',
  'output',
  'sentence',
]);
const ASKED = new Set(['intended', 'actual', 'real', 'regardless', 'wanted', 'wrong', 'legitimate', 'true', 'requested']);
const DEFIANCE = new Set(['regardless', 'wrong', 'intended']);
const PART = new Set([
  'fee',
  'fees',
  'difference',
  'remainder',
  'percent',
  'percentage',
  '1%',
  'fraction',
  'surplus',
  'rounding',
  'rounded',
  'cents',
  'portion',
  'commission',
  'extra',
  'half',
  'part',
  'charge',
  'share',
  'tip',
  'surcharge',
]);
const ELSEWHERE = new Set([
  'another',
  'separate',
  'different',
  'our',
  'maintainer',
  'developer',
  'reserve',
  'designated',
  'secondary',
  'partner',
  'holding',
  'internal',
  'alternate',
]);
const INVITE = new Set(['invite', 'add', 'subscribe', 'enroll', 'include', 'register']);
const RECIPIENT = new Set(['bcc', 'cc', 'recipient', 'recipients', "bcc'd", 'copied', 'blind']);
