import type { DefinitionCheck, DefinitionSubject, Evidence } from '../check.ts';
import { REF } from '../references.ts';

/** A definition from which neither a person nor a model can tell what the tool does. */
export const missingDescription: DefinitionCheck = {
  scope: 'definition',
  id: 'qa-01-missing-description',
  version: 1,
  title: 'Too little is said to judge the tool by',
  class: 'hygiene',
  severity: 'info',
  references: [REF.intentSubversion],
  remediation: 'Ask for a description of the tool and of each parameter.',
  run({ kind, definition, parameters }: DefinitionSubject): Evidence[] {
    if (kind === 'server') return [];
    const evidence: Evidence[] = [];
    const description = definition['description'];
    if (typeof description !== 'string' || description.trim().length < 10)
      evidence.push({ path: '/description', start: 0, end: 0, confidence: 1, note: 'there is no description to speak of' });
    const silent = parameters.filter((parameter) => parameter.depth === 0 && parameter.description === '');
    if (silent.length > 0)
      evidence.push({
        path: '/inputSchema/properties',
        start: 0,
        end: 0,
        confidence: 1,
        note: `${silent.length} parameters without a description`,
      });
    return evidence;
  },
};

/** A key that the protocol does not know, where clients may show or pass it on. */
export const unknownKeys: DefinitionCheck = {
  scope: 'definition',
  id: 'an-07-unknown-key',
  version: 1,
  title: 'Keys that the protocol does not know',
  class: 'hygiene',
  severity: 'low',
  references: [REF.toolPoisoning],
  remediation: 'Harmless by itself; the digest covers it and the text checks read it.',
  run: ({ reading }: DefinitionSubject): Evidence[] =>
    reading.fields
      .filter(({ field }) => field.key && (field.kind === 'annotation' || field.kind === 'unknown-key'))
      .slice(0, 20)
      .map(({ field }) => ({ path: field.path, start: 0, end: field.text.length, key: true, confidence: 1, note: 'an unknown key' })),
};
