import { applyEdits, type Edit } from './edits.ts';
import { schemaAccepts } from './schema-accepts.ts';
import { descend, expand, type SchemaNode } from './schema-walk.ts';

/**
 * A value for a redacted place that its schema accepts: the placeholder if it may stand there, else a mask that keeps the
 * value's shape, else the emptiest value of the format or type asked for.
 *
 * Returns: null when nothing fits, as for an enumeration: the message then has to be blocked.
 */
export function conformingValue(
  root: SchemaNode,
  keys: readonly (string | number)[],
  text: string,
  edits: readonly Edit[],
  isNumber: boolean,
): string | number | null {
  let nodes = expand(root, root);
  let parents = nodes;
  for (const key of keys) {
    parents = nodes;
    nodes = descend(root, nodes, key).nodes;
  }
  const accepts = (value: string | number): boolean =>
    nodes.length === 0 ? !forbidsOthers(parents) : schemaAccepts(root, nodes[0], value);
  const candidates: (string | number)[] = [applyEdits(text, edits), applyEdits(text, edits.map(masked(text))), ...neutralValues(nodes)];
  if (isNumber) candidates.push(0, ...bounds(nodes));
  const fitting = candidates.find(accepts);
  return fitting ?? null;
}

/** Nothing may stand under a key that the schema neither names nor allows. The message did not conform before; it is left to do so. */
function forbidsOthers(parents: readonly SchemaNode[]): boolean {
  return parents.some((node) => node['additionalProperties'] === false);
}

/** Says whether a schema lets a key be called something else: it neither names it nor closes the object. */
export function mayRenameKey(root: SchemaNode, keys: readonly (string | number)[]): boolean {
  let nodes = expand(root, root);
  keys.slice(0, -1).forEach((key) => (nodes = descend(root, nodes, key).nodes));
  const last = keys[keys.length - 1];
  if (last === undefined) return true;
  const isClosed = nodes.some(
    (node) => node['additionalProperties'] === false || node['propertyNames'] !== undefined || node['patternProperties'] !== undefined,
  );
  return !isClosed && !descend(root, nodes, last).isDeclared;
}

/** The same length and kinds of character: digits as 0, letters as X or x, the rest as it is. */
function masked(text: string): (edit: Edit) => Edit {
  return (edit) => ({
    ...edit,
    placeholder: text
      .slice(edit.start, edit.end)
      .replace(/\p{Nd}/gu, '0')
      .replace(/\p{Lu}/gu, 'X')
      .replace(/\p{L}/gu, (letter) => (letter === 'X' ? 'X' : 'x')),
  });
}

const NEUTRAL: Readonly<Record<string, string>> = {
  email: 'redacted@redacted.invalid',
  'idn-email': 'redacted@redacted.invalid',
  uri: 'https://redacted.invalid/',
  iri: 'https://redacted.invalid/',
  'uri-reference': 'redacted',
  uuid: '00000000-0000-0000-0000-000000000000',
  'date-time': '1970-01-01T00:00:00Z',
  date: '1970-01-01',
  time: '00:00:00Z',
  ipv4: '0.0.0.0',
  ipv6: '::',
  hostname: 'redacted.invalid',
};

function neutralValues(nodes: readonly SchemaNode[]): string[] {
  const values = ['[redacted]', 'redacted', 'x', ''];
  for (const node of nodes) {
    const neutral = typeof node['format'] === 'string' ? NEUTRAL[node['format']] : undefined;
    if (neutral !== undefined) values.unshift(neutral);
  }
  return values;
}

function bounds(nodes: readonly SchemaNode[]): number[] {
  const values: number[] = [];
  for (const node of nodes) {
    for (const [keyword, step] of [
      ['minimum', 0],
      ['maximum', 0],
      ['exclusiveMinimum', 1],
      ['exclusiveMaximum', -1],
    ] as const) {
      const bound = node[keyword];
      if (typeof bound === 'number') values.push(bound + step);
    }
  }
  return values;
}
