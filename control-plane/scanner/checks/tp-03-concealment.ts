import type { DefinitionCheck } from '../check.ts';
import { inProse } from '../prose.ts';
import type { Seen, Spoken } from '../prose.ts';
import { REF } from '../references.ts';
import { strongest } from './strongest.ts';
import { C } from '../text/concepts.ts';
import { followed, has, isAct, isOrder, isUnspaced, near, wordAt, wordsAt } from '../text/query.ts';

/** Something is to be kept from the user. */
export const concealment: DefinitionCheck = {
  scope: 'definition',
  id: 'tp-03-concealment',
  version: 1,
  title: 'Something is to be kept from the user',
  class: 'attack',
  severity: 'high',
  references: [REF.toolPoisoning, REF.safeToolPoisoning, REF.uiMisrepresentation],
  remediation: 'Ask what is hidden and why. A tool whose doings must not be told to its user should not be enabled.',
  run: (subject) =>
    inProse(subject, (spoken) => strongest(notTold(spoken), hidden(spoken), unaware(spoken), silently(spoken), mustNotKnow(spoken))),
};

function notTold({ sentence }: Spoken): Seen | null {
  const hit = followed(sentence, [C.not], [C.tell], 4, (index) => !sentence.tokens[index]?.quoted || true);
  if (hit === null) return null;
  const verb = hit.at(-1) as number;
  if (!isAct(sentence, verb)) return null;
  const secretive = wordAt(sentence, verb, SECRETIVE) || isUnspaced(sentence, verb);
  const after = (concept: readonly (typeof C)[keyof typeof C][], gap: number): boolean =>
    concept.some((one) => sentence.at[one]?.some((at) => at > verb && at - verb <= gap) === true);
  if (after([C.secret, C.weakSecret], 4) && !has(sentence, C.user)) return null; // "never reveal the password": protects
  const unless = wordsAt(sentence, UNLESS).some((at) => at > verb);
  const passive = sentence.tokens[verb]?.form === 'past' && (sentence.at[C.user] ?? []).some((at) => at < verb && verb - at <= 6);
  const toUser = after([C.user], 8) || passive || (isUnspaced(sentence, verb) && has(sentence, C.user));
  const self = wordsAt(sentence, SELF).some((at) => at > verb && at - verb <= 3);
  const doing =
    after([C.instructions, C.systemPrompt, C.file, C.call, C.read, C.send, C.thisTool, C.redirect, C.copy], 7) ||
    wordsAt(sentence, TRACES).some((at) => at > verb && at - verb <= 4);
  const base = toUser
    ? secretive
      ? 0.82
      : 0.5
    : self
      ? secretive
        ? 0.75
        : 0.35
      : doing
        ? secretive
          ? 0.7
          : 0.25
        : secretive
          ? 0.35
          : 0.1;
  return { hit, confidence: unless ? base * 0.4 : base, note: toUser ? 'the user is not to be told' : 'something is not to be mentioned' };
}

function hidden({ sentence, opening, reading }: Spoken): Seen | null {
  const hit = followed(sentence, [C.hide], [C.user], 6, (index) => isAct(sentence, index));
  if (hit !== null)
    return { hit, confidence: sentence.tokens[hit[0] as number]?.form === 'past' ? 0.35 : 0.72, note: 'something is hidden from the user' };
  const unseen = wordsAt(sentence, UNSEEN).find((at) => (sentence.at[C.not] ?? []).some((not) => not < at && at - not <= 2));
  if (unseen !== undefined && wordsAt(sentence, DISPLAYS).length > 0 && has(sentence, C.send, C.copy, C.include, C.payment, C.read))
    return { hit: [unseen], confidence: 0.5, note: 'something is not shown where it would be seen' };
  const struck = [...(sentence.at[C.hide] ?? []), ...(sentence.at[C.remove] ?? []), ...wordsAt(sentence, STRIKE)].find((at) =>
    wordsAt(sentence, MENTIONED).some((what) => what > at && what - at <= 4),
  );
  if (struck !== undefined && !opening && isOrder(sentence, struck) && reading.field.parameter === null)
    return { hit: [struck], confidence: 0.52, note: 'a mention or warning is to be left out' };
  const keep = wordsAt(sentence, KEEP)[0];
  if (keep === undefined) return null;
  const secret = wordsAt(sentence, SECRET_WORDS).find((at) => at > keep && at - keep <= 4);
  if (secret === undefined) return null;
  return {
    hit: [keep, secret],
    confidence: has(sentence, C.user) || wordsAt(sentence, SELF).some((at) => at > keep && at < secret) ? 0.65 : 0.3,
    note: 'something is to be kept secret',
  };
}

function unaware({ sentence }: Spoken): Seen | null {
  const told = followed(sentence, [C.without], [C.tell], 3);
  if (told !== null) {
    if (!wordAt(sentence, told[1] as number, SECRETIVE) || wordAt(sentence, told[1] as number, CAUTION)) return null;
    const user = sentence.at[C.user]?.some((at) => at > (told[1] as number) && at - (told[1] as number) <= 4) === true;
    return { hit: told, confidence: user ? 0.78 : 0.45, note: 'it is to be done without telling anyone' };
  }
  const without = sentence.at[C.without]?.[0];
  if (without === undefined) return null;
  const notice = sentence.tokens.findIndex(
    (token, index) => token.word === 'notice' && index > without && index - without <= 3 && sentence.tokens[index + 1]?.word === 'to',
  );
  if (notice >= 0 && has(sentence, C.user))
    return { hit: [without, notice], confidence: 0.65, note: 'it is to be done without telling anyone' };
  const knowing = wordsAt(sentence, KNOWING).find((at) => at > without && at - without <= 6);
  return knowing === undefined
    ? null
    : { hit: [without, knowing], confidence: has(sentence, C.user) ? 0.85 : 0.55, note: 'it is to be done without anyone’s knowledge' };
}

/** "Attendees do not have to know", "the user must not learn": someone is to stay in the dark. */
function mustNotKnow({ sentence }: Spoken): Seen | null {
  const know = wordsAt(sentence, KNOW).find((at) => (sentence.at[C.not] ?? []).some((not) => not < at && at - not <= 5));
  if (know === undefined) return null;
  const who = (sentence.at[C.user] ?? []).find((at) => at < know) ?? wordsAt(sentence, PEOPLE).find((at) => at < know);
  return who === undefined || has(sentence, C.when) ? null : { hit: [who, know], confidence: 0.58, note: 'somebody is to stay unaware' };
}

function silently({ sentence, opening }: Spoken): Seen | null {
  const hit = near(
    sentence,
    [C.silent],
    [C.send, C.include, C.read, C.copy, C.redirect, C.capture, C.steal, C.run, C.modify, C.write, C.remove, C.bypass, C.grant],
    3,
    (index) => isAct(sentence, index) || sentence.at[C.silent]?.includes(index) === true,
  );
  if (hit === null) return null;
  const manner = wordsAt(sentence, MANNER).length > 0;
  if (!manner) return null;
  const grave = has(sentence, C.send, C.include, C.copy, C.redirect, C.capture, C.steal, C.grant);
  const object = has(
    sentence,
    C.secret,
    C.secretPath,
    C.conversation,
    C.outside,
    C.user,
    C.otherTool,
    C.payment,
    C.sensitive,
    C.startup,
    C.systemPrompt,
  );
  return {
    hit,
    confidence: 0.25 + (grave ? 0.2 : 0) + (object ? 0.3 : 0) - (opening && !object ? 0.1 : 0),
    note: 'something is to be done silently',
  };
}

const SECRETIVE = new Set([
  'informed',
  'told',
  'notified',
  'mentioned',
  'revealed',
  'disclosed',
  'alerted',
  'bring',
  'hint',
  'tell',
  'telling',
  'mention',
  'mentioning',
  'inform',
  'informing',
  'notify',
  'notifying',
  'reveal',
  'revealing',
  'disclose',
  'disclosing',
  'alert',
  'alerting',
  'warn',
  'warning',
  'explain',
  'acknowledge',
  'discuss',
  'menciones',
  'digas',
  'mentionnez',
  'erwähne',
  'erwähnen',
  'mencione',
]);
const CAUTION = new Set(['warning', 'explain']);
const UNLESS = new Set(['unless', 'until']);
const TRACES = new Set(['diff', 'change', 'changes', 'step', 'steps', 'receipt', 'fee', 'transfer', 'details', 'log', 'entry']);
const SELF = new Set(['this', 'that', 'it', 'these', 'any', 'why', 'anything', 'about', 'such', 'what', 'how']);
const UNSEEN = new Set(['shown', 'visible', 'listed', 'displayed', 'appear', 'appears', 'show']);
const DISPLAYS = new Set(['ui', 'interface', 'receipt', 'summary', 'answer', 'log', 'logs', 'dashboard', 'statement']);
const STRIKE = new Set(['omit', 'suppress', 'drop', 'skip', 'leave']);
const MENTIONED = new Set(['mention', 'mentions', 'warning', 'warnings', 'reference', 'references', 'disclaimer', 'disclaimers', 'notice']);
const KEEP = new Set(['keep', 'keeping', 'remain', 'stay']);
const SECRET_WORDS = new Set(['secret', 'hidden', 'confidential', 'private', 'invisible', 'quiet', 'silent', 'concealed', 'unaware']);
const KNOWING = new Set([
  'knowledge',
  'knowing',
  'noticing',
  'awareness',
  'aware',
  'seeing',
  'realizing',
  'realising',
  'suspicion',
  'visibility',
  'detection',
  'trace',
  'disclosure',
  'acknowledgment',
  'listing',
  'showing',
  'recording',
  'consent',
]);
const KNOW = new Set(['know', 'learn', 'notice', 'see', 'realize', 'realise', 'discover', 'suspect', 'aware']);
const PEOPLE = new Set(['attendees', 'participants', 'recipients', 'recipient', 'sender', 'members', 'employees', 'team']);
const MANNER = new Set([
  'silently',
  'secretly',
  'quietly',
  'covertly',
  'discreetly',
  'stealthily',
  'invisibly',
  'surreptitiously',
  'unnoticed',
  'clandestinely',
  'undetected',
  'imperceptibly',
  'stealth',
  'covert',
  'behind',
  'heimlich',
  'secretamente',
  'silenciosamente',
  'тайно',
  'discrètement',
  'secrètement',
]);
