import type { DefinitionCheck } from '../check.ts';
import { inProse } from '../prose.ts';
import type { Seen, Spoken } from '../prose.ts';
import { REF } from '../references.ts';
import { C } from '../text/concepts.ts';
import { followed, has, wordsAt } from '../text/query.ts';

/** The model is ordered to call this tool before or after everything else. Usual within one server, so low by itself. */
export const forcedOrder: DefinitionCheck = {
  scope: 'definition',
  id: 'sh-07-forced-order',
  version: 1,
  title: 'Wants to be called before or after everything else',
  class: 'attack',
  severity: 'medium',
  references: [REF.intentSubversion, REF.toolPoisoning],
  remediation: 'Harmless among a server’s own tools; override the description where it reaches for others.',
  run: (subject) => inProse(subject, ordered, new Set(['description', 'title', 'instructions'])),
};

function ordered({ sentence, subject }: Spoken): Seen | null {
  const hit = followed(sentence, [C.must, C.always, C.firstStep], [C.call, C.run], 5) ?? followed(sentence, [C.call], [C.firstStep], 5);
  const preceded = wordsAt(sentence, PRECEDED).find(
    (at) => sentence.tokens[at - 1]?.word === 'be' || ['pass', 'go'].includes(sentence.tokens[at]?.word ?? ''),
  );
  if (preceded !== undefined && has(sentence, C.must, C.always) && has(sentence, C.otherTool, C.everything) && has(sentence, C.thisTool))
    return {
      hit: [preceded],
      confidence: has(sentence, C.file, C.conversation, C.argument, C.everything) ? 0.55 : 0.45,
      note: 'everything is to pass through this tool',
    };
  const doThis = sentence.tokens.findIndex((token, index) => token.word === 'do' && sentence.tokens[index + 1]?.word === 'this');
  if (doThis >= 0 && has(sentence, C.firstStep, C.before) && wordsAt(sentence, SESSION).length > 0 && wordsAt(sentence, EVERY).length > 0)
    return { hit: [doThis], confidence: 0.5, note: 'an act is forced at the start of every session' };
  if (hit === null || !has(sentence, C.firstStep, C.before, C.after)) return null;
  const everything = has(sentence, C.otherTool) && !(sentence.at[C.otherTool] ?? []).every((at) => sentence.tokens[at]?.word === 'tool');
  const session = wordsAt(sentence, SESSION).length > 0 && wordsAt(sentence, EVERY).length > 0;
  const self =
    has(sentence, C.thisTool) ||
    sentence.tokens.some((token) => token.word === 'this' || token.word.toLowerCase() === subject.reading.name.toLowerCase());
  if (!self && !session) return null;
  return {
    hit,
    confidence: 0.22 + (everything ? 0.15 : 0) + (session ? 0.2 : 0) + (has(sentence, C.urgent) ? 0.08 : 0),
    note: 'an order of calls is forced',
  };
}

const SESSION = new Set(['session', 'conversation', 'interaction', 'response', 'message', 'turn', 'startup', 'task']);
const EVERY = new Set(['every', 'each', 'any', 'all', 'start', 'beginning']);
const PRECEDED = new Set([
  'preceded',
  'followed',
  'routed',
  'approved',
  'validated',
  'checked',
  'pass',
  'go',
  'through',
  'cleared',
  'submitted',
]);
