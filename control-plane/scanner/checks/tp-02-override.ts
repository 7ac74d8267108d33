import type { DefinitionCheck } from '../check.ts';
import { inProse } from '../prose.ts';
import type { Seen, Spoken } from '../prose.ts';
import { REF } from '../references.ts';
import { strongest } from './strongest.ts';
import { C } from '../text/concepts.ts';
import { followed, has, isAct, isOrder, isUnspaced, near, negated, wordAt, wordsAt } from '../text/query.ts';

/** The model is told to drop its instructions, its safety rules or its role, or to obey whatever it is fed. */
export const instructionOverride: DefinitionCheck = {
  scope: 'definition',
  id: 'tp-02-instruction-override',
  version: 1,
  title: 'Tells the model to drop its instructions, safety rules or role',
  class: 'attack',
  severity: 'critical',
  references: [REF.toolPoisoning, REF.intentSubversion, REF.safeToolPoisoning, REF.promptInjection],
  remediation: 'Reject the definition: no tool needs the model to disregard its instructions.',
  run: (subject) =>
    inProse(subject, (spoken) =>
      strongest(dropsInstructions(spoken), dropsSafety(spoken), changesRole(spoken), obeysInput(spoken), declaredVoid(spoken)),
    ),
};

function dropsInstructions({ sentence }: Spoken): Seen | null {
  const hit = followed(
    sentence,
    [C.ignore, C.bypass, C.modify],
    [C.instructions, C.systemPrompt, C.safety],
    7,
    (index) =>
      isAct(sentence, index) &&
      !negated(sentence, index) &&
      (sentence.at[C.modify]?.includes(index) !== true || wordAt(sentence, index, REPLACING)),
  );
  const order = hit !== null && isOrder(sentence, hit[0] as number);
  if (hit !== null) {
    const object = hit.at(-1) as number;
    const strong = wordAt(sentence, object, STRONG_OBJECTS) || has(sentence, C.systemPrompt);
    if (!strong && sentence.at[C.modify]?.includes(hit[0] as number) === true && sentence.at[C.ignore]?.includes(hit[0] as number) !== true)
      return null;
    const scoped =
      (sentence.at[C.prior] ?? []).some((at) => at > (hit[0] as number) && at <= object + 2 && wordAt(sentence, at, EARLIER)) ||
      (isUnspaced(sentence, object) && has(sentence, C.prior));
    const owned =
      (sentence.at[C.you] ?? []).some((at) => at > (hit[0] as number) && at < object) ||
      (sentence.at[C.user] ?? []).some((at) => at > (hit[0] as number) && at < object);
    if ((scoped || owned) && (strong || order || owned))
      return { hit, confidence: order ? 0.93 : 0.6, note: 'earlier or other instructions are to be ignored' };
    if (strong && order) return { hit, confidence: 0.72, note: 'instructions are to be ignored' };
  }
  const earlier = followed(sentence, [C.ignore], [C.prior], 4, (index) => isOrder(sentence, index) && !negated(sentence, index));
  if (earlier !== null && wordAt(sentence, earlier.at(-1) as number, ABOVE))
    return { hit: earlier, confidence: 0.75, note: 'what was said before is to be ignored' };
  const data = followed(sentence, [C.ignore], [C.user], 4, (index) => isAct(sentence, index) && !negated(sentence, index));
  if (data !== null && wordsAt(sentence, DATA).some((at) => at < (data[0] as number)) && wordsAt(sentence, ASKED).length > 0)
    return { hit: data, confidence: 0.6, note: 'data counts for more than the user’s request' };
  const request = followed(sentence, [C.ignore], [C.user, C.context], 4, (index) => isOrder(sentence, index) && !negated(sentence, index));
  if (request !== null && wordsAt(sentence, REQUEST).length > 0)
    return { hit: request, confidence: 0.7, note: 'the user’s request is to be ignored' };
  return null;
}

function dropsSafety({ sentence, opening, subject, reading }: Spoken): Seen | null {
  const hit = followed(sentence, [C.bypass, C.ignore], [C.safety], 6, (index) => isAct(sentence, index) && !negated(sentence, index));
  if (hit !== null) {
    const order = isOrder(sentence, hit[0] as number) && !opening;
    const guards = wordsAt(sentence, MODEL_GUARDS).some((at) => at > (hit[0] as number) && at <= (hit.at(-1) as number) + 2);
    const technical = wordAt(sentence, hit.at(-1) as number, TECHNICAL) && !guards;
    return {
      hit,
      confidence:
        ((order ? 0.62 : opening ? 0.45 : 0.51) +
          (guards ? 0.3 : 0) +
          (wordsAt(sentence, ORDINARY).length > 0 ? 0.1 : 0) +
          (has(sentence, C.privilege) ? 0.08 : 0) -
          (technical ? 0.17 : 0) +
          (technical && has(sentence, C.everything) ? 0.1 : 0)) *
        (reading.field.parameter !== null ? 0.5 : 1),
      note: 'safety measures are to be bypassed',
    };
  }
  const without = followed(
    sentence,
    [C.without, C.not],
    [C.safety],
    5,
    (index) =>
      sentence.at[C.without]?.includes(index) === true ||
      sentence.tokens[index]?.word === 'no' ||
      APPLY.has(sentence.tokens[index + 1]?.word ?? ''),
  );
  if (
    without !== null &&
    has(sentence, C.you, C.model, C.obey, C.must, C.run) &&
    wordsAt(sentence, MODEL_GUARDS).length > 0 &&
    !subject.reading.aboutAttacks
  ) {
    return {
      hit: without,
      confidence: followed(sentence, [C.without], [C.safety], 5) !== null || has(sentence, C.obey) ? 0.62 : 0.45,
      note: 'acts are to be done without safety checks',
    };
  }
  return null;
}

/** "Your earlier guidance no longer applies", "the safety settings are turned off", "you have been granted …". */
function declaredVoid({ sentence, opening, subject, reading }: Spoken): Seen | null {
  const rules = (sentence.at[C.instructions] ?? []).concat(sentence.at[C.safety] ?? [], sentence.at[C.systemPrompt] ?? []);
  const mine = has(sentence, C.you, C.model) || wordsAt(sentence, EARLIER_ONLY).length > 0;
  const over = wordsAt(sentence, VOID).find(
    (at) => !APPLIES.has(sentence.tokens[at]?.word ?? '') || (sentence.at[C.not] ?? []).some((not) => not < at && at - not <= 3),
  );
  if (rules.length > 0 && mine && over !== undefined && !opening && !has(sentence, C.when) && !subject.reading.aboutAttacks) {
    const rule = rules.find((at) => Math.abs(at - over) <= 10);
    if (rule !== undefined)
      return { hit: [rule, over].sort((a, b) => a - b), confidence: 0.62, note: 'rules of the model are declared void' };
  }
  const over2 = wordsAt(sentence, PRIORITY)[0];
  if (
    over2 !== undefined &&
    sentence.tokens.slice(over2 + 1, over2 + 3).some((token) => token.word === 'over') &&
    has(sentence, C.user, C.instructions, C.systemPrompt) &&
    !opening
  )
    return { hit: [over2], confidence: 0.6, note: 'something is put above the user or the rules' };
  const grants = followed(sentence, [C.grant], [C.privilege], 5, (index) => isOrder(sentence, index) && !negated(sentence, index));
  if (
    grants !== null &&
    !opening &&
    reading.field.parameter === null &&
    !subject.reading.nameConcepts.has(C.grant) &&
    !subject.reading.nameConcepts.has(C.approval) &&
    !subject.reading.nameConcepts.has(C.privilege)
  )
    return { hit: grants, confidence: 0.52, note: 'rights are to be granted on the way' };
  const granted = wordsAt(sentence, GRANTED)[0];
  const you = sentence.at[C.you]?.[0];
  if (granted !== undefined && you !== undefined && you < granted && granted - you <= 4 && has(sentence, C.privilege, C.approval))
    return { hit: [you, granted], confidence: 0.58, note: 'the model is told that it has rights' };
  return null;
}

function changesRole({ sentence }: Spoken): Seen | null {
  const places = sentence.at[C.roleChange];
  if (places === undefined) return null;
  const hit = near(sentence, [C.roleChange], [C.you, C.model, C.privilege, C.safety, C.instructions, C.must, C.obey], 10);
  if (hit === null) return null;
  const you = has(sentence, C.you, C.model);
  const power = has(sentence, C.privilege, C.safety, C.obey) || wordsAt(sentence, POWER).length > 0;
  const mode = places.some((at) => wordAt(sentence, at, MODES));
  const mission = places.some((at) => MISSION.has(sentence.tokens[at]?.word ?? ''));
  return {
    hit,
    confidence: (you ? 0.35 : 0.2) + (power ? 0.35 : 0) + (mode ? 0.15 : 0) + (mission && you ? 0.25 : 0),
    note: 'the model is given another role or mode',
  };
}

function obeysInput({ sentence }: Spoken): Seen | null {
  const hit = followed(sentence, [C.obey], [C.instructions], 7, (index) => isOrder(sentence, index) && !negated(sentence, index));
  if (hit !== null && (wordsAt(sentence, EMBEDDED).length > 0 || wordAt(sentence, hit[0] as number, SUBMIT)))
    return { hit, confidence: wordsAt(sentence, EMBEDDED).length > 0 ? 0.7 : 0.5, note: 'instructions found in data are to be obeyed' };
  const says = followed(
    sentence,
    [C.obey],
    [C.result, C.context, C.url],
    6,
    (index) => isOrder(sentence, index) && !negated(sentence, index),
  );
  if (says !== null && wordsAt(sentence, SAYS).length > 0) return { hit: says, confidence: 0.55, note: 'what data says is to be followed' };
  const treat = wordsAt(sentence, TREAT)[0];
  if (
    treat !== undefined &&
    (sentence.at[C.command] ?? []).concat(sentence.at[C.instructions] ?? []).some((at) => at > treat) &&
    wordsAt(sentence, OF_SYSTEM).length > 0 &&
    sentence.tokens.some((token) => token.word === 'as')
  )
    return { hit: [treat], confidence: 0.6, note: 'text found in data is to count as a command' };
  if (
    treat !== undefined &&
    has(sentence, C.instructions) &&
    has(sentence, C.user, C.authority) &&
    wordsAt(sentence, EMBEDDED).length + wordsAt(sentence, ANY).length > 1
  ) {
    return { hit: [treat], confidence: 0.65, note: 'text found in data is to count as the user’s command' };
  }
  return null;
}

const REPLACING = new Set([
  'replace',
  'replaces',
  'replacing',
  'override',
  'overrides',
  'overriding',
  'overwrite',
  'overwrites',
  'overwriting',
  'supersede',
]);
const STRONG_OBJECTS = new Set([
  'instruction',
  'instructions',
  'guideline',
  'guidelines',
  'directive',
  'directives',
  'prompt',
  'prompts',
  'constraints',
  'programming',
  'safety',
  'guardrails',
  'safeguards',
  'principles',
  'instrucciones',
  'anweisungen',
]);
const EARLIER = new Set([
  'previous',
  'prior',
  'earlier',
  'above',
  'preceding',
  'original',
  'former',
  'existing',
  'initial',
  'your',
  'own',
  'other',
  'any',
  'all',
  'current',
  'anteriores',
  'anterior',
  'précédentes',
  'vorherigen',
  'bisherigen',
  'предыдущие',
  'previas',
  'toutes',
  'todas',
  'alle',
  'tutte',
  'precedenti',
]);
const ABOVE = new Set(['above', 'previous', 'prior', 'preceding', 'earlier']);
const DATA = new Set([
  'anything',
  'everything',
  'content',
  'text',
  'result',
  'results',
  'output',
  'response',
  'docs',
  'page',
  'instructions',
  'whatever',
]);
const ASKED = new Set(['asked', 'asks', 'said', 'says', 'wants', 'wanted', 'requested', 'request', 'requests', 'instructions']);
const REQUEST = new Set([
  'request',
  'requests',
  'query',
  'question',
  'intent',
  'wishes',
  'preference',
  'preferences',
  'message',
  'actual',
  'input',
]);
const MODEL_GUARDS = new Set([
  'safety',
  'guardrails',
  'guardrail',
  'moderation',
  'content',
  'ethical',
  'ethics',
  'alignment',
  'filter',
  'filters',
  'safeguards',
  'safeguard',
  'policy',
  'oversight',
  'guidelines',
]);
const APPLY = new Set(['apply', 'enforce', 'perform', 'run', 'use']);
/** Guards that ordinary software has too. */
const TECHNICAL = new Set([
  'restriction',
  'restrictions',
  'validation',
  'verification',
  'authentication',
  'sanitization',
  'sanitisation',
  'firewall',
  'sandbox',
  'sandboxing',
]);
const ORDINARY = new Set(['normal', 'standard', 'regular', 'usual', 'all', 'any', 'default']);
const APPLIES = new Set(['applies', 'apply']);
const EARLIER_ONLY = new Set(['earlier', 'previous', 'prior', 'original']);
const PRIORITY = new Set(['priority', 'precedence']);
const VOID = new Set([
  'void',
  'lifted',
  'suspended',
  'off',
  'obsolete',
  'applies',
  'apply',
  'disabled',
  'revoked',
  'irrelevant',
  'waived',
  'paused',
  'superseded',
  'overridden',
  'replaced',
  'inactive',
  'removed',
]);
const GRANTED = new Set(['granted', 'given', 'have', 'authorized', 'cleared', 'elevated', 'promoted']);
const POWER = new Set(['unrestricted', 'any', 'everything', 'unlimited', 'full', 'anything', 'comply', 'unfiltered', 'allowed']);
const MISSION = new Set(['real', 'true', 'actual', 'primary']);
const MODES = new Set(['developer', 'god', 'debug', 'admin', 'maintenance', 'root', 'jailbreak', 'override', 'unrestricted', 'jailbroken']);
const EMBEDDED = new Set([
  'embedded',
  'inside',
  'within',
  'found',
  'contained',
  'contains',
  'page',
  'content',
  'response',
  'returned',
  'results',
  'subsequent',
  'whatever',
  'below',
  'new',
  'feed',
  'output',
  'following',
]);
const SUBMIT = new Set(['obey', 'comply', 'believe']);
const TREAT = new Set(['treated', 'considered', 'regarded', 'treat', 'consider', 'regard', 'interpret', 'accept']);
const OF_SYSTEM = new Set(['system', 'user', 'operator', 'administrator', 'authorized']);
const SAYS = new Set(['says', 'tells', 'instructs', 'asks', 'orders', 'commands', 'demands', 'whatever']);
const ANY = new Set(['any', 'all', 'every', 'whatever']);
