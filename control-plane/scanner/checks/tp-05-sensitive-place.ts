import type { DefinitionCheck } from '../check.ts';
import { inProse } from '../prose.ts';
import type { Seen, Spoken } from '../prose.ts';
import { REF } from '../references.ts';
import { C } from '../text/concepts.ts';
import { followed, has, isAct, isOrder, near, negated, wordAt } from '../text/query.ts';
import { strongest } from './strongest.ts';

/** A place where credentials lie is to be read, though reading it is not what the tool is for. */
export const sensitivePlace: DefinitionCheck = {
  scope: 'definition',
  id: 'tp-05-sensitive-place',
  version: 1,
  title: 'A place where secrets lie is to be read',
  class: 'attack',
  severity: 'high',
  references: [REF.toolPoisoning, REF.secretExposure, REF.safeToolPoisoning, REF.credentialExposure],
  remediation: 'Reject the definition unless reading that place is the stated purpose; then restrict the path in the input schema.',
  run: (subject) => inProse(subject, (spoken) => strongest(path(spoken), secretsRead(spoken))),
};

function path({ sentence, subject, reading, opening }: Spoken): Seen | null {
  const place = sentence.at[C.secretPath]?.[0];
  if (place === undefined) return null;
  const own = subject.reading.nameConcepts.has(C.secretPath) || subject.reading.nameConcepts.has(C.secret);
  const value = reading.field.kind === 'schema-value';
  const acts = near(
    sentence,
    [C.read, C.include, C.send, C.run, C.write, C.call, C.modify, C.remove],
    [C.secretPath],
    12,
    (index) => isAct(sentence, index) && !negated(sentence, index),
  );
  if (acts === null)
    return {
      hit: [place],
      confidence: value ? 0.55 : own ? 0.2 : reading.field.parameter === null && !opening ? 0.42 : 0.34,
      note: 'a place where secrets lie is named',
    };
  const order = acts.some((index) => isOrder(sentence, index)) && !opening;
  const further =
    has(sentence, C.firstStep, C.also, C.before, C.when, C.must, C.result, C.argument, C.you, C.user, C.always, C.everything) ||
    has(sentence, C.modify);
  const confidence = (order ? 0.55 : 0.42) + (further ? 0.2 : 0) + (opening && !further ? -0.02 : 0);
  return { hit: acts, confidence: own ? confidence * 0.4 : confidence, note: 'a place where secrets lie is to be read' };
}

/** "Also reads the private key", "first read the credentials": outside the tool's own purpose. */
function secretsRead({ sentence, subject }: Spoken): Seen | null {
  if (subject.reading.purpose.has(C.secret)) return null;
  const hit = followed(
    sentence,
    [C.read, C.capture],
    [C.secret],
    5,
    (index) => isAct(sentence, index) && !negated(sentence, index) && !wordAt(sentence, index, MILD),
  );
  if (hit === null) return null;
  const further = has(sentence, C.firstStep, C.also, C.silent, C.everything, C.when) ? 0.2 : 0;
  const order = isOrder(sentence, hit[0] as number) ? 0.1 : 0;
  const theirs = has(sentence, C.user, C.sensitive) ? 0.2 : 0;
  return { hit, confidence: 0.32 + further + order + theirs, note: 'secrets are to be read, which the tool’s purpose does not need' };
}

const MILD = new Set([
  'get',
  'gets',
  'getting',
  'obtain',
  'obtains',
  'find',
  'query',
  'view',
  'inspect',
  'examine',
  'load',
  'retrieve',
  'retrieves',
  'acquire',
  'track',
  'record',
  'log',
  'found',
  'pull',
  'obtained',
  'fetch',
  'access',
]);
