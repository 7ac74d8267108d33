import type { DefinitionCheck, DefinitionSubject, Evidence } from '../check.ts';
import { REF } from '../references.ts';
import { isRecord } from '../schema.ts';

/** No schema, or one that accepts anything. */
export const broadSchema: DefinitionCheck = {
  scope: 'definition',
  id: 'sc-09-broad-schema',
  version: 1,
  title: 'The input schema accepts anything',
  class: 'hygiene',
  severity: 'low',
  references: [REF.inputValidation],
  remediation: 'Describe every input, set additionalProperties to false, and bound strings and arrays.',
  run({ kind, definition, parameters }: DefinitionSubject): Evidence[] {
    if (kind !== 'tool') return [];
    const schema = definition['inputSchema'];
    const evidence: Evidence[] = [];
    if (!isRecord(schema)) return [{ path: '/inputSchema', start: 0, end: 0, confidence: 1, note: 'there is no input schema' }];
    for (const parameter of parameters.slice(0, 200)) {
      const { schema: own } = parameter;
      if (Object.keys(own).every((key) => key === 'description' || key === 'title'))
        evidence.push({ path: parameter.path, start: 0, end: 0, key: true, confidence: 0.9, note: 'a parameter without a type' });
      else if (parameter.types.includes('object') && own['properties'] === undefined && own['additionalProperties'] !== false)
        evidence.push({ path: parameter.path, start: 0, end: 0, key: true, confidence: 0.8, note: 'an object that may hold anything' });
      if (evidence.length >= 20) break;
    }
    return evidence;
  },
};

/** A schema that contradicts itself or points elsewhere. */
export const invalidSchema: DefinitionCheck = {
  scope: 'definition',
  id: 'sc-12-invalid-schema',
  version: 1,
  title: 'The schema contradicts itself or refers elsewhere',
  class: 'hygiene',
  severity: 'low',
  references: [REF.inputValidation, REF.ssrf],
  remediation: 'Correct the schema; never let a validator fetch a remote reference.',
  run({ definition }: DefinitionSubject): Evidence[] {
    const evidence: Evidence[] = [];
    for (const part of ['inputSchema', 'outputSchema']) walk(definition[part], `/${part}`, 0, evidence);
    const input = definition['inputSchema'];
    if (isRecord(input) && input['type'] !== undefined && input['type'] !== 'object')
      evidence.push({ path: '/inputSchema/type', start: 0, end: 0, confidence: 1, note: 'the input schema is not that of an object' });
    return evidence;
  },
};

function walk(schema: unknown, path: string, depth: number, evidence: Evidence[]): void {
  if (depth > 30 || evidence.length >= 20) return;
  if (Array.isArray(schema)) return schema.forEach((item, index) => walk(item, `${path}/${index}`, depth + 1, evidence));
  if (!isRecord(schema)) return;
  const reference = schema['$ref'];
  if (typeof reference === 'string' && /^[a-z][a-z0-9+.-]*:|^\/\//i.test(reference))
    evidence.push({
      path: `${path}/$ref`,
      start: 0,
      end: reference.length,
      confidence: 1,
      severity: 'medium',
      note: 'a reference to another document',
    });
  const properties = schema['properties'];
  if (Array.isArray(schema['required']) && isRecord(properties)) {
    for (const name of schema['required'].slice(0, 200))
      if (typeof name === 'string' && !Object.hasOwn(properties, name))
        evidence.push({ path: `${path}/required`, start: 0, end: 0, confidence: 0.9, note: 'a required property is not described' });
  }
  if (
    Array.isArray(schema['enum']) &&
    schema['default'] !== undefined &&
    schema['default'] !== null &&
    !schema['enum'].includes(schema['default'])
  )
    evidence.push({ path: `${path}/default`, start: 0, end: 0, confidence: 0.9, note: 'the default is not among the allowed values' });
  for (const [key, value] of Object.entries(schema))
    if (typeof value === 'object' && key !== 'enum' && key !== 'default' && key !== 'examples' && key !== 'const')
      walk(value, `${path}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`, depth + 1, evidence);
}
