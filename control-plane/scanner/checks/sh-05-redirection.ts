import type { DefinitionCheck } from '../check.ts';
import { inProse } from '../prose.ts';
import type { Seen, Spoken } from '../prose.ts';
import { REF } from '../references.ts';
import { C } from '../text/concepts.ts';
import { has, wordsAt } from '../text/query.ts';
import { foreignTool } from './foreign-tool.ts';

/** Another tool is called broken, unsafe or deprecated, and this one is put in its place. */
export const redirection: DefinitionCheck = {
  scope: 'definition',
  id: 'sh-05-redirection',
  version: 1,
  title: 'Puts itself in another tool’s place',
  class: 'attack',
  severity: 'high',
  references: [REF.toolPoisoning, REF.shadowServers, REF.safeShadowing],
  remediation: 'Check whether the other tool exists and what its own owner says; reject the definition otherwise.',
  run: (subject) => inProse(subject, replaces),
};

function replaces(spoken: Spoken): Seen | null {
  const { sentence, subject, reading, index } = spoken;
  const own = subject.reading.name.toLowerCase();
  const other =
    foreignTool(sentence, subject.reading.name, subject.reading.parameterNames, subject.siblings) ??
    sentence.at[C.otherTool]?.[0] ??
    otherTool(spoken);
  if (other === undefined) return null;
  const bad =
    (sentence.at[C.deprecated] ?? []).find((at) => at > other && at - other <= 9 && !ALONE.has(sentence.tokens[at]?.word ?? '')) ??
    wordsAt(sentence, SUPERSEDE).find((at) => Math.abs(at - other) <= 4);
  if (bad === undefined) return null;
  const next = reading.sentences[index + 1];
  const instead =
    has(sentence, C.instead, C.redirect) ||
    wordsAt(sentence, USE_THIS).length > 0 ||
    (next !== undefined && (has(next, C.instead) || wordsAt(next, USE_THIS).length > 0)) ||
    wordsAt(sentence, HAND).length > 0;
  if (!instead) return null;
  const self =
    has(sentence, C.thisTool) ||
    (next !== undefined && has(next, C.thisTool)) ||
    sentence.tokens.some((token) => token.word.toLowerCase() === own);
  return {
    hit: [other, bad].sort((a, b) => a - b),
    confidence: self || (has(sentence, C.must) && has(sentence, C.instead)) ? 0.66 : 0.45,
    note: 'another tool is declared unfit and replaced',
  };
}

/** "The X tool is …" with an X of plain words. */
function otherTool({ sentence }: Spoken): number | undefined {
  return (sentence.at[C.tool] ?? []).find(
    (at) => at > 0 && !['this', 'a', 'an', 'mcp', 'the', 'which', 'our'].includes(sentence.tokens[at - 1]?.word ?? ''),
  );
}

const SUPERSEDE = new Set(['supersedes', 'supersede', 'superseded', 'replaces', 'obsoletes', 'overrides']);
const USE_THIS = new Set(['use', 'route', 'call', 'prefer', 'invoke', 'always', 'must', 'redirect']);
const HAND = new Set(['hand', 'send', 'give', 'route', 'direct', 'pass']);
const ALONE = new Set(['disabled', 'incomplete', 'vulnerable']);
