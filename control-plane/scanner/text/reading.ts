import { canonicalize } from './canonical.ts';
import type { Canonical } from './canonical.ts';
import { C } from './concepts.ts';
import type { Concept } from './concepts.ts';
import { isAct } from './query.ts';
import { listFields } from './fields.ts';
import type { Field } from './fields.ts';
import { readName, readSentences } from './sentences.ts';
import type { Sentence } from './sentences.ts';

/** A field, made readable. */
export interface FieldReading {
  readonly field: Field;
  readonly canonical: Canonical;
  readonly sentences: readonly Sentence[];
}

/** A definition, made readable once for all checks. */
export interface Reading {
  readonly name: string;
  readonly fields: readonly FieldReading[];
  /** Places that were too large to be read whole. */
  readonly truncated: readonly string[];
  /** What the tool is about by its own name, title and first sentence: the scope against which the rest is judged. */
  readonly purpose: ReadonlySet<Concept>;
  /** The ideas in the name alone: what a tool is called is harder to fake than what it says. */
  readonly nameConcepts: ReadonlySet<Concept>;
  /** Names of its parameters, as written and in lower case. */
  readonly parameterNames: ReadonlySet<string>;
  /** Lower-case words of the name, and of the first sentence. */
  readonly purposeWords: ReadonlySet<string>;
  /** It says of itself that it finds, blocks or tests attacks, so that naming them is its business. */
  readonly aboutAttacks: boolean;
}

/** Reads a definition: fields, canonical texts, sentences, purpose. Cost: linear in its size. */
export function readDefinition(definition: Readonly<Record<string, unknown>>): Reading {
  const { fields, truncated } = listFields(definition);
  const readings = fields.map((field): FieldReading => {
    const canonical = canonicalize(field.text);
    return { field, canonical, sentences: isNameLike(field) ? [readName(canonical.text)] : readSentences(canonical.text) };
  });
  const name = typeof definition['name'] === 'string' ? definition['name'] : '';
  const purpose = new Set<Concept>();
  const purposeWords = new Set<string>();
  const scope: Sentence[] = [readName(name)];
  for (const reading of readings) {
    if (reading.field.kind === 'title' || reading.field.path === '/description' || reading.field.path === '/annotations/title') {
      const opening = reading.sentences[0];
      if (opening !== undefined && opening.tag === null) scope.push(opening);
    }
  }
  const nameConcepts = new Set<Concept>();
  (scope[0] as Sentence).at.forEach((places, concept) => {
    if (places !== undefined) nameConcepts.add(concept as Concept);
  });
  const parameterNames = new Set<string>();
  for (const { field } of readings) if (field.key) parameterNames.add(field.text).add(field.text.toLowerCase());
  scope.forEach((sentence, order) => {
    sentence.at.forEach((places, concept) => {
      if (places !== undefined && (order === 0 || (places[0] as number) < 14)) purpose.add(concept as Concept);
    });
    for (const token of sentence.tokens.slice(0, order === 0 ? 12 : 14)) purposeWords.add(token.word.toLowerCase());
  });
  return {
    name,
    fields: readings,
    truncated,
    purpose,
    nameConcepts,
    parameterNames,
    purposeWords,
    aboutAttacks: speaksAboutAttacks(scope),
  };
}

/** A name or identifier: read word by word instead of as prose. */
function isNameLike(field: Field): boolean {
  return field.kind === 'name' || field.kind === 'parameter-name' || (field.key && !/\s/.test(field.text));
}

function speaksAboutAttacks(scope: readonly Sentence[]): boolean {
  return scope.some((sentence, order) => {
    const detects =
      (sentence.at[C.detect] ?? []).some((index) => (order === 0 ? index < 4 : index <= 3 && isAct(sentence, index))) ||
      sentence.tokens
        .slice(0, 8)
        .some((token) => /^(?:scanner|detector|detection|testing|tester|audit|auditor|scanning)$/.test(token.word));
    const names =
      SECURITY.some((concept) => sentence.at[concept] !== undefined) ||
      sentence.tokens.some((token) =>
        /^(?:security|injection|threat|secrets?|leak(?:ed|s)?|malware|phishing|vulnerabilit(?:y|ies)|compliance|policy|fraud|attacks?|attackers?|scanner|abuse)$/.test(
          token.word,
        ),
      );
    return detects && names;
  });
}
const SECURITY: readonly Concept[] = [C.malware, C.attacker];
