import type { DefinitionSubject, Evidence } from './check.ts';
import { toOriginal } from './text/canonical.ts';
import type { FieldKind } from './text/fields.ts';
import { mention, spanOf } from './text/query.ts';
import type { Hit } from './text/query.ts';
import type { FieldReading } from './text/reading.ts';
import type { Sentence } from './text/sentences.ts';

/** A sentence and where it stands. */
export interface Spoken {
  readonly subject: DefinitionSubject;
  readonly reading: FieldReading;
  readonly sentence: Sentence;
  readonly index: number;
  /** The opening sentence of the tool's own description: what it says it does. */
  readonly opening: boolean;
}

/** What a rule saw in one sentence. */
export interface Seen {
  readonly hit: Hit;
  readonly confidence: number;
  readonly note: string;
}

/**
 * Asks a rule of every sentence of prose in a definition and turns what it saw into evidence.
 *
 * A place that clients do not show (schema values, notes, output schema, annotations, `_meta`) adds to the confidence;
 * a sentence that speaks about attacks, quotes or gives an example takes from it. The best hit of a field is kept.
 */
export function inProse(
  subject: DefinitionSubject,
  rule: (spoken: Spoken) => Seen | null,
  kinds: ReadonlySet<FieldKind> = PROSE,
): Evidence[] {
  const evidence: Evidence[] = [];
  for (const reading of subject.reading.fields) {
    if (!kinds.has(reading.field.kind)) continue;
    let best: Evidence | null = null;
    for (let index = 0; index < reading.sentences.length; index += 1) {
      const sentence = reading.sentences[index] as Sentence;
      const seen = rule({ subject, reading, sentence, index, opening: index === 0 && reading.field.path === '/description' });
      if (seen === null) continue;
      const weight = mention(sentence, seen.hit, subject.reading.aboutAttacks);
      const confidence = Math.min(0.99, seen.confidence * weight + (HIDDEN_FROM_USERS.has(reading.field.kind) && weight > 0.5 ? 0.1 : 0));
      if (confidence < FLOOR || (best !== null && best.confidence >= confidence)) continue;
      best = { ...place(reading, spanOf(sentence, seen.hit)), confidence, note: seen.note };
    }
    if (best !== null) evidence.push(best);
  }
  return evidence;
}

/** The place of a span of a field's canonical text, in the definition. */
export function place(
  reading: FieldReading,
  span: { start: number; end: number },
): { path: string; start: number; end: number; key: boolean } {
  const original = toOriginal(reading.canonical, span.start, span.end);
  return { path: reading.field.path, ...original, key: reading.field.key };
}

/** Confidence below which nothing is reported. */
export const FLOOR = 0.2;

/** Kinds of field that hold sentences. */
export const PROSE: ReadonlySet<FieldKind> = new Set<FieldKind>([
  'title',
  'description',
  'parameter-description',
  'schema-value',
  'schema-note',
  'output-schema',
  'annotation',
  'meta',
  'unknown-key',
  'instructions',
  'uri',
]);
/** Read by models, rarely shown to people. */
export const HIDDEN_FROM_USERS: ReadonlySet<FieldKind> = new Set<FieldKind>([
  'schema-value',
  'schema-note',
  'output-schema',
  'annotation',
  'meta',
  'unknown-key',
]);
