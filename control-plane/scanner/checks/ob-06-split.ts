import type { DefinitionCheck, DefinitionSubject, Evidence } from '../check.ts';
import { REF } from '../references.ts';
import { C } from '../text/concepts.ts';
import { followed, isOrder } from '../text/query.ts';
import { readSentences } from '../text/sentences.ts';

/** An order that is complete only when neighbouring leaves of the definition are read one after the other. */
export const splitPayload: DefinitionCheck = {
  scope: 'definition',
  id: 'ob-06-split-payload',
  version: 1,
  title: 'An instruction split over several fields',
  class: 'attack',
  severity: 'high',
  references: [REF.toolPoisoning, REF.safeFullSchema, REF.safeSteganography],
  remediation: 'Read the fields together; reject the definition if they form an order.',
  run,
};

function run({ reading }: DefinitionSubject): Evidence[] {
  const parts = reading.fields.filter(
    ({ field }) =>
      !field.key &&
      field.text.length <= 200 &&
      (field.kind === 'schema-value' ||
        field.kind === 'parameter-description' ||
        field.kind === 'schema-note' ||
        field.kind === 'title' ||
        field.kind === 'meta' ||
        field.kind === 'annotation' ||
        field.kind === 'output-schema'),
  );
  if (parts.length < 2) return [];
  let joined = '';
  const starts: number[] = [];
  for (const { canonical } of parts.slice(0, 200)) {
    starts.push(joined.length);
    joined += `${canonical.text.replace(/[.!?]+\s*$/, '')} `;
  }
  for (const sentence of readSentences(joined)) {
    const hit =
      followed(sentence, [C.ignore], [C.instructions, C.systemPrompt, C.safety], 5, (index) => isOrder(sentence, index)) ??
      followed(sentence, [C.send, C.include, C.read], [C.secretPath, C.systemPrompt], 5, (index) => isOrder(sentence, index)) ??
      followed(sentence, [C.not], [C.tell], 3);
    if (hit === null) continue;
    const from = partAt(starts, sentence.tokens[hit[0] as number]?.start ?? 0);
    const to = partAt(starts, sentence.tokens[hit.at(-1) as number]?.start ?? 0);
    if (from === to) continue;
    const complete = sentence.at[C.not] === undefined || sentence.at[C.user] !== undefined;
    const part = parts[from];
    if (part !== undefined && complete)
      return [
        {
          path: part.field.path,
          start: 0,
          end: part.field.text.length,
          confidence: 0.6,
          note: `an order runs on from this field into ${to - from} more`,
        },
      ];
  }
  return [];
}

function partAt(starts: readonly number[], offset: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] as number) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}
