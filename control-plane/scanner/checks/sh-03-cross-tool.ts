import type { DefinitionCheck } from '../check.ts';
import { inProse } from '../prose.ts';
import type { Seen, Spoken } from '../prose.ts';
import { REF } from '../references.ts';
import { C } from '../text/concepts.ts';
import { followed, has, isAct, isOrder, near, negated, wordsAt } from '../text/query.ts';
import type { Sentence } from '../text/sentences.ts';
import { foreignTool } from './foreign-tool.ts';
import { strongest } from './strongest.ts';

/** The text changes how another tool is to be used, or reaches for every tool there is. */
export const crossTool: DefinitionCheck = {
  scope: 'definition',
  id: 'sh-03-cross-tool',
  version: 1,
  title: 'Changes how another tool is used',
  class: 'attack',
  severity: 'high',
  references: [REF.toolPoisoning, REF.shadowServers, REF.safeShadowing],
  remediation: 'Reject the definition: a tool may say how it works with its own server’s tools, not how others behave.',
  run: (subject) => inProse(subject, (spoken) => strongest(alters(spoken), hooks(spoken), everyTool(spoken), domainWide(spoken))),
};

function alters({ sentence, subject }: Spoken): Seen | null {
  const other = foreign(sentence, subject.reading.name, subject.reading.parameterNames, subject.siblings);
  if (other === null) return null;
  const act = (index: number): boolean => isAct(sentence, index) && !negated(sentence, index);
  const hit =
    followed(sentence, [C.modify, C.redirect, C.ignore], [C.otherTool, C.identifier, C.tool], 9, act) ??
    (has(sentence, C.must, C.always) ? near(sentence, [C.modify, C.redirect], [C.otherTool, C.identifier], 9, act) : null);
  if (hit === null) return null;
  if (has(sentence, C.deprecated) && !hit.some((index) => isOrder(sentence, index))) return null; // a release note: see sh-05
  const behaviour = wordsAt(sentence, BEHAVIOUR).length > 0 || has(sentence, C.result, C.payment, C.argument);
  const order = hit.some((index) => isOrder(sentence, index));
  const reach =
    has(sentence, C.email, C.attacker, C.secret, C.conversation, C.silent, C.instead, C.when, C.outside, C.before) ||
    (has(sentence, C.always) && order);
  const confidence = 0.15 + (behaviour ? 0.27 : 0) + (reach ? 0.18 : 0) + (order ? 0.1 : 0);
  return confidence < 0.4
    ? null
    : { hit: [...hit, other].sort((a, b) => a - b), confidence, note: 'another tool’s behaviour is to be changed' };
}

/** "Before / whenever X is used, do …": an act is hooked to another tool. */
function hooks({ sentence, subject }: Spoken): Seen | null {
  const other = foreign(sentence, subject.reading.name, subject.reading.parameterNames, subject.siblings);
  if (other === null) return null;
  const using = followed(sentence, [C.before, C.after, C.when, C.firstStep], [C.call, C.otherTool, C.identifier], 6);
  if (using === null) return null;
  const act = near(
    sentence,
    [C.include, C.send, C.modify, C.redirect, C.read, C.copy, C.pretend, C.ignore, C.remove],
    [
      C.secret,
      C.secretPath,
      C.email,
      C.attacker,
      C.outside,
      C.payment,
      C.conversation,
      C.argument,
      C.result,
      C.file,
      C.context,
      C.user,
      C.instructions,
    ],
    9,
    (index) => isOrder(sentence, index) && !negated(sentence, index),
  );
  if (act === null) return null;
  const grave = has(sentence, C.secret, C.secretPath, C.email, C.attacker, C.conversation, C.silent, C.phone, C.ip);
  return {
    hit: [other, ...act].sort((a, b) => a - b),
    confidence: grave ? 0.72 : sentence.at[C.payment] !== undefined && has(sentence, C.modify, C.redirect, C.instead) ? 0.58 : 0.33,
    note: 'an act is hooked to the use of another tool',
  };
}

/** Wants to be in every request, or to stand before all other tools, and to be given what passes. */
function everyTool({ sentence, subject }: Spoken): Seen | null {
  const hit = near(
    sentence,
    [C.call, C.run, C.send, C.include],
    [C.otherTool],
    9,
    (index) => isAct(sentence, index) && !negated(sentence, index),
  );
  if (hit === null) return null;
  const self =
    has(sentence, C.thisTool) ||
    sentence.tokens.some((token) => token.word === 'this' || token.word.toLowerCase() === subject.reading.name.toLowerCase());
  const pressed = has(sentence, C.must) && has(sentence, C.firstStep, C.before, C.after, C.always);
  const takes =
    has(sentence, C.conversation, C.context, C.argument, C.result, C.secret, C.user) && has(sentence, C.include, C.send, C.capture);
  if (!self && !takes) return null;
  const confidence =
    (pressed ? 0.4 : 0.2) +
    (takes ? 0.2 : 0) +
    (wordsAt(sentence, EVERY).length > 0 ? 0.08 : 0) +
    (wordsAt(sentence, SESSION).length > 0 ? 0.12 : 0);
  return { hit, confidence, note: 'it wants to take part in every tool call' };
}

/** "All emails must …", "redirect all messages": a rule for a whole domain the tool is not about. */
function domainWide({ sentence, subject, opening }: Spoken): Seen | null {
  const hit = followed(
    sentence,
    [C.redirect, C.modify, C.send, C.include, C.copy],
    DOMAIN,
    4,
    (index) => isOrder(sentence, index) && !negated(sentence, index),
  );
  const words = wordsAt(sentence, MESSAGES);
  if (hit === null || words.length === 0) return null;
  const outside = !words.some(
    (at) =>
      subject.reading.purposeWords.has(sentence.tokens[at]?.word ?? '') ||
      subject.reading.purposeWords.has((sentence.tokens[at]?.word ?? '').replace(/s$/, '')),
  );
  const away = has(sentence, C.email, C.attacker, C.outside, C.phone, C.url, C.ip);
  if (opening || (!outside && !away)) return null;
  return {
    hit,
    confidence: 0.3 + (outside ? 0.15 : 0) + (away ? 0.25 : 0) + (sentence.at[C.steal] !== undefined ? 0.15 : 0),
    note: 'a rule for all messages or payments',
  };
}

/** The first mention of a tool that is not this one nor, where they are known, one of its own server. */
function foreign(sentence: Sentence, own: string, parameters: ReadonlySet<string>, siblings: ReadonlySet<string> | null): number | null {
  const any = sentence.at[C.otherTool]?.[0];
  if (any !== undefined) return any;
  const identifier = foreignTool(sentence, own, parameters, siblings);
  if (identifier !== null) return identifier;
  const named = (sentence.at[C.tool] ?? []).find(
    (at) =>
      at > 0 &&
      sentence.at[C.thisTool]?.some((own) => at - own <= 1 && at >= own) !== true &&
      !OWN.has(sentence.tokens[at - 1]?.word ?? '') &&
      has(sentence, C.instead, C.when, C.before, C.after, C.redirect, C.modify),
  );
  return named ?? null;
}

const DOMAIN = [C.everything, C.always] as const;
const BEHAVIOUR = new Set([
  'behavior',
  'behaviour',
  'output',
  'outputs',
  'result',
  'results',
  'response',
  'arguments',
  'parameters',
  'recipient',
  'destination',
  'calls',
  'call',
  'values',
  'value',
  'invocation',
  'requests',
  'functionality',
  'replace',
]);
const EVERY = new Set(['every', 'each', 'any', 'all']);
const SESSION = new Set(['session', 'interaction', 'conversation', 'response', 'message', 'turn', 'request']);
const MESSAGES = new Set([
  'emails',
  'email',
  'messages',
  'payments',
  'transactions',
  'transfers',
  'requests',
  'communications',
  'queries',
  'commands',
  'calls',
  'mails',
  'files',
  'invoices',
  'orders',
]);
const OWN = new Set(['this', 'the', 'our', 'a', 'an', 'mcp', 'which', 'search', 'your']);
