/** Where in a definition a text stands; decides how it is read. */
export type FieldKind =
  | 'name'
  | 'title'
  | 'description'
  | 'parameter-name'
  | 'parameter-description'
  | 'schema-value' // default, const, enum, examples, pattern
  | 'schema-note' // $comment, unknown keys, titles inside a schema
  | 'output-schema'
  | 'annotation'
  | 'meta'
  | 'icon'
  | 'uri'
  | 'unknown-key'
  | 'instructions';

/** One string of a definition and its place. */
export interface Field {
  /** JSON pointer (RFC 6901) in the definition. A property name has the pointer of the property and `key: true`. */
  readonly path: string;
  readonly kind: FieldKind;
  readonly text: string;
  /** True when the text is the key at `path`, not its value. */
  readonly key: boolean;
  /** The nearest enclosing parameter, null outside a schema's properties. */
  readonly parameter: string | null;
}

/** The fields of a definition and what was left out for its size. */
export interface FieldList {
  readonly fields: readonly Field[];
  /** Empty when everything was read. */
  readonly truncated: readonly string[];
}

/** Bounds on what is read of one definition. Units: UTF-16 code units, levels, fields. */
export const FIELD_LIMITS = { textLength: 50_000, totalLength: 400_000, depth: 40, fields: 5_000 } as const;

/**
 * Every string of a definition, keys that a server chose included, in the order they stand.
 *
 * Cost: one walk, bounded by FIELD_LIMITS; what is cut off is named in `truncated`.
 */
export function listFields(definition: Readonly<Record<string, unknown>>): FieldList {
  const fields: Field[] = [];
  const truncated: string[] = [];
  let total = 0;
  const add = (path: string, kind: FieldKind, text: string, parameter: string | null, key = false): void => {
    if (text === '') return;
    if (fields.length >= FIELD_LIMITS.fields || total >= FIELD_LIMITS.totalLength) {
      if (truncated.length < 20) truncated.push(path);
      return;
    }
    if (text.length > FIELD_LIMITS.textLength && truncated.length < 20) truncated.push(path);
    total += Math.min(text.length, FIELD_LIMITS.textLength);
    fields.push({ path, kind, text: text.slice(0, FIELD_LIMITS.textLength), key, parameter });
  };
  const walk = (value: unknown, path: string, kind: FieldKind, parameter: string | null, depth: number): void => {
    if (typeof value === 'string') return add(path, kind, value, parameter);
    if (typeof value !== 'object' || value === null) return;
    if (depth > FIELD_LIMITS.depth) return void (truncated.length < 20 && truncated.push(path));
    const entries = Array.isArray(value) ? value.map((item, index) => [String(index), item] as const) : Object.entries(value);
    for (const [key, item] of entries) {
      const here = `${path}/${escapePointer(key)}`;
      if (!Array.isArray(value) && (kind === 'annotation' || kind === 'meta' || kind === 'unknown-key') && !KNOWN_KEYS.has(key))
        add(here, kind, key, parameter, true);
      walk(item, here, kind, parameter, depth + 1);
    }
  };
  /** A keyword whose value is an identifier by rights: read only where it is prose. */
  const phrases = (value: unknown, path: string, parameter: string | null, output: boolean): void => {
    if (typeof value === 'string' && /\s/.test(value.trim())) add(path, output ? 'output-schema' : 'schema-note', value, parameter);
    else if (Array.isArray(value)) value.forEach((item, index) => phrases(item, `${path}/${index}`, parameter, output));
  };
  const schema = (value: unknown, path: string, parameter: string | null, output: boolean, depth: number): void => {
    if (typeof value !== 'object' || value === null) return;
    if (depth > FIELD_LIMITS.depth) return void (truncated.length < 20 && truncated.push(path));
    if (Array.isArray(value)) {
      value.forEach((item, index) => schema(item, `${path}/${index}`, parameter, output, depth + 1));
      return;
    }
    for (const [key, item] of Object.entries(value)) {
      const here = `${path}/${escapePointer(key)}`;
      if (NAMED_SUBSCHEMAS.has(key) && isRecord(item)) {
        for (const [name, sub] of Object.entries(item)) {
          const inside = key === 'properties' || key === 'patternProperties' ? name : parameter;
          add(
            `${here}/${escapePointer(name)}`,
            output ? 'output-schema' : key === 'properties' ? 'parameter-name' : 'schema-note',
            name,
            inside,
            true,
          );
          schema(sub, `${here}/${escapePointer(name)}`, inside, output, depth + 1);
        }
      } else if (SUBSCHEMAS.has(key)) schema(item, here, parameter, output, depth + 1);
      else if (key === 'description') walk(item, here, output ? 'output-schema' : 'parameter-description', parameter, depth + 1);
      else if (VALUES.has(key)) walk(item, here, output ? 'output-schema' : 'schema-value', parameter, depth + 1);
      else if (KEYWORDS.has(key)) phrases(item, here, parameter, output);
      else {
        if (key !== 'title' && key !== '$comment') add(here, 'schema-note', key, parameter, true);
        walk(item, here, output ? 'output-schema' : 'schema-note', parameter, depth + 1);
      }
    }
  };
  for (const [key, value] of Object.entries(definition)) {
    const path = `/${escapePointer(key)}`;
    if (key === 'inputSchema') schema(value, path, null, false, 0);
    else if (key === 'outputSchema') schema(value, path, null, true, 0);
    else if (key === 'arguments' && Array.isArray(value)) {
      value.forEach((argument: unknown, index) => {
        if (!isRecord(argument)) return;
        const name = typeof argument['name'] === 'string' ? argument['name'] : null;
        if (name !== null) add(`${path}/${index}/name`, 'parameter-name', name, name);
        for (const [part, item] of Object.entries(argument))
          if (part !== 'name')
            walk(
              item,
              `${path}/${index}/${escapePointer(part)}`,
              part === 'description' ? 'parameter-description' : 'schema-note',
              name,
              1,
            );
      });
    } else {
      const kind = TOP_LEVEL[key] ?? 'unknown-key';
      if (kind === 'unknown-key') add(path, kind, key, null, true);
      walk(value, path, kind, null, 0);
    }
  }
  return { fields, truncated };
}

/** Escapes one segment of a JSON pointer (RFC 6901 §3). */
export function escapePointer(segment: string): string {
  return segment.replaceAll('~', '~0').replaceAll('/', '~1');
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const TOP_LEVEL: Readonly<Record<string, FieldKind>> = {
  name: 'name',
  title: 'title',
  description: 'description',
  annotations: 'annotation',
  icons: 'icon',
  _meta: 'meta',
  execution: 'meta',
  uri: 'uri',
  uriTemplate: 'uri',
  mimeType: 'meta',
  instructions: 'instructions',
};
const KNOWN_KEYS = new Set([
  'title',
  'readOnlyHint',
  'destructiveHint',
  'idempotentHint',
  'openWorldHint',
  'audience',
  'priority',
  'lastModified',
  'taskSupport',
  'src',
  'sizes',
  'mimeType',
  'theme',
]);
const NAMED_SUBSCHEMAS = new Set(['properties', 'patternProperties', '$defs', 'definitions', 'dependentSchemas']);
const SUBSCHEMAS = new Set([
  'items',
  'prefixItems',
  'additionalProperties',
  'unevaluatedProperties',
  'unevaluatedItems',
  'allOf',
  'anyOf',
  'oneOf',
  'not',
  'if',
  'then',
  'else',
  'contains',
  'propertyNames',
  'additionalItems',
  'contentSchema',
]);
const VALUES = new Set(['default', 'const', 'enum', 'examples', 'example', 'pattern', 'enumNames', 'enumDescriptions']);
const KEYWORDS = new Set([
  'type',
  'format',
  'required',
  '$schema',
  '$id',
  '$ref',
  '$anchor',
  '$dynamicRef',
  '$dynamicAnchor',
  'minimum',
  'maximum',
  'minLength',
  'maxLength',
  'minItems',
  'maxItems',
  'uniqueItems',
  'multipleOf',
  'exclusiveMinimum',
  'exclusiveMaximum',
  'nullable',
  'readOnly',
  'writeOnly',
  'deprecated',
  'contentEncoding',
  'contentMediaType',
  'minProperties',
  'maxProperties',
  'dependentRequired',
  'minContains',
  'maxContains',
  'x-mcp-header',
]);
