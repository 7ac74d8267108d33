import { RE2JS } from 're2js';
import { asNode, type SchemaNode } from './schema-walk.ts';

const MAX_DEPTH = 8;

/**
 * Says whether a schema accepts a string or number, as far as what may replace a redacted value is concerned.
 *
 * Shape: type, enum, const, lengths, bounds, pattern, format, allOf, anyOf, oneOf, not, local `$ref`. A keyword that cannot be
 *   checked safely (a pattern that has no linear-time form) does not accept.
 * Source: JSON Schema 2020-12, validation vocabulary.
 */
export function schemaAccepts(root: SchemaNode, schema: unknown, value: string | number, depth = 0): boolean {
  if (schema === undefined || schema === true) return true;
  const node = asNode(schema);
  if (node === null || depth > MAX_DEPTH) return false;
  const accepts = (child: unknown): boolean => schemaAccepts(root, child, value, depth + 1);
  if (!acceptsType(node['type'], value)) return false;
  if (Array.isArray(node['enum']) && !node['enum'].includes(value)) return false;
  if (node['const'] !== undefined && node['const'] !== value) return false;
  if (typeof value === 'string' ? !acceptsString(node, value) : !acceptsNumber(node, value)) return false;
  if (Array.isArray(node['allOf']) && !node['allOf'].every(accepts)) return false;
  if (Array.isArray(node['anyOf']) && !node['anyOf'].some(accepts)) return false;
  if (Array.isArray(node['oneOf']) && node['oneOf'].filter(accepts).length !== 1) return false;
  if (node['not'] !== undefined && accepts(node['not'])) return false;
  return typeof node['$ref'] !== 'string' || accepts(targetOf(root, node['$ref']));
}

/** Unknown references accept nothing, so that what they ask for is not guessed. */
function targetOf(root: SchemaNode, reference: string): unknown {
  if (reference === '#') return root;
  let at: unknown = reference.startsWith('#/') ? root : false;
  for (const token of reference.slice(2).split('/')) {
    const name = token.replaceAll('~1', '/').replaceAll('~0', '~');
    at = typeof at === 'object' && at !== null && Object.hasOwn(at, name) ? (at as Record<string, unknown>)[name] : false;
  }
  return at;
}

function acceptsType(type: unknown, value: string | number): boolean {
  if (type === undefined) return true;
  const types = Array.isArray(type) ? type : [type];
  if (typeof value === 'string') return types.includes('string');
  return types.includes('number') || (types.includes('integer') && Number.isInteger(value));
}

function acceptsString(node: SchemaNode, value: string): boolean {
  const length = Array.from(value).length;
  if (typeof node['minLength'] === 'number' && length < node['minLength']) return false;
  if (typeof node['maxLength'] === 'number' && length > node['maxLength']) return false;
  if (typeof node['pattern'] === 'string' && !matches(node['pattern'], value)) return false;
  const format = typeof node['format'] === 'string' ? FORMATS[node['format']] : undefined;
  return format === undefined || format.test(value);
}

function acceptsNumber(node: SchemaNode, value: number): boolean {
  const bound = (keyword: string): number | null => (typeof node[keyword] === 'number' ? node[keyword] : null);
  const [low, high, above, below, step] = [
    bound('minimum'),
    bound('maximum'),
    bound('exclusiveMinimum'),
    bound('exclusiveMaximum'),
    bound('multipleOf'),
  ];
  if ((low !== null && value < low) || (high !== null && value > high)) return false;
  if ((above !== null && value <= above) || (below !== null && value >= below)) return false;
  return step === null || step <= 0 || Number.isInteger(value / step);
}

/** Formats that a placeholder would violate. Unknown formats are annotations. */
const FORMATS: Readonly<Record<string, RegExp>> = {
  email: /^[^\s@]{1,64}@[^\s@]{1,255}$/,
  'idn-email': /^[^\s@]{1,64}@[^\s@]{1,255}$/,
  uri: /^[A-Za-z][A-Za-z0-9+.-]{0,30}:[^\s<>"{}|\\^`]{1,2000}$/,
  iri: /^[A-Za-z][A-Za-z0-9+.-]{0,30}:[^\s<>"{}|\\^`]{1,2000}$/,
  'uri-reference': /^[^\s<>"{}|\\^`[\]]{0,2000}$/,
  uuid: /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i,
  'date-time': /^\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:[Zz]|[+-]\d\d:\d\d)$/,
  date: /^\d{4}-\d\d-\d\d$/,
  time: /^\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:[Zz]|[+-]\d\d:\d\d)?$/,
  ipv4: /^\d{1,3}(?:\.\d{1,3}){3}$/,
  ipv6: /^[0-9a-f:.]{2,45}$/i,
  hostname: /^[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?$/,
};

const compiled = new Map<string, RE2JS | null>();
const MAX_COMPILED = 500;

function matches(pattern: string, value: string): boolean {
  let expression = compiled.get(pattern);
  if (expression === undefined) {
    expression = pattern.length > 1000 ? null : compile(pattern);
    if (compiled.size >= MAX_COMPILED) compiled.clear();
    compiled.set(pattern, expression);
  }
  return expression?.test(value) ?? false;
}

function compile(pattern: string): RE2JS | null {
  try {
    return RE2JS.compile(RE2JS.translateRegExp(pattern));
  } catch {
    return null;
  }
}
