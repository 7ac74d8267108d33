import { escapePointer } from './text/fields.ts';
import { readName, readSentences } from './text/sentences.ts';
import type { Sentence } from './text/sentences.ts';
import { canonicalize } from './text/canonical.ts';

/** One input of a tool or prompt, nested ones included. */
export interface Parameter {
  readonly name: string;
  /** JSON pointer of its schema in the definition. */
  readonly path: string;
  readonly depth: number;
  readonly required: boolean;
  readonly types: readonly string[];
  readonly description: string;
  /** Values are limited by enum, const, pattern, format or, for numbers, by type. */
  readonly constrained: boolean;
  readonly schema: Readonly<Record<string, unknown>>;
  readonly nameReading: Sentence;
  readonly sentences: readonly Sentence[];
}

/** Every parameter of a definition, found through `properties`, `items`, combinators and `$defs`. Bounded at 500. */
export function listParameters(definition: Readonly<Record<string, unknown>>): Parameter[] {
  const found: Parameter[] = [];
  const visit = (schema: unknown, path: string, depth: number): void => {
    if (!isRecord(schema) || depth > 12 || found.length >= 500) return;
    const required = new Set(Array.isArray(schema['required']) ? schema['required'] : []);
    if (isRecord(schema['properties'])) {
      for (const [name, sub] of Object.entries(schema['properties'])) {
        if (found.length >= 500) return;
        const here = `${path}/properties/${escapePointer(name)}`;
        const own = isRecord(sub) ? sub : {};
        found.push(parameter(name, here, depth, required.has(name), own));
        visit(own, here, depth + 1);
      }
    }
    for (const key of ['items', 'additionalProperties', 'not', 'if', 'then', 'else']) visit(schema[key], `${path}/${key}`, depth + 1);
    for (const key of ['anyOf', 'oneOf', 'allOf', 'prefixItems']) {
      const list = schema[key];
      if (Array.isArray(list)) list.forEach((item, index) => visit(item, `${path}/${key}/${index}`, depth + 1));
    }
    for (const key of ['$defs', 'definitions']) {
      const defs = schema[key];
      if (isRecord(defs)) for (const [name, sub] of Object.entries(defs)) visit(sub, `${path}/${key}/${escapePointer(name)}`, depth + 1);
    }
  };
  visit(definition['inputSchema'], '/inputSchema', 0);
  if (Array.isArray(definition['arguments'])) {
    definition['arguments'].forEach((argument: unknown, index: number) => {
      if (isRecord(argument) && typeof argument['name'] === 'string')
        found.push(parameter(argument['name'], `/arguments/${index}`, 0, argument['required'] === true, argument));
    });
  }
  return found;
}

function parameter(name: string, path: string, depth: number, required: boolean, schema: Readonly<Record<string, unknown>>): Parameter {
  const types = typesOf(schema);
  const description = typeof schema['description'] === 'string' ? schema['description'].slice(0, 10_000) : '';
  return {
    name,
    path,
    depth,
    required,
    types,
    description,
    constrained:
      ['enum', 'const', 'pattern'].some((key) => schema[key] !== undefined) ||
      CLOSED_FORMATS.has(String(schema['format'])) ||
      (types.length > 0 && types.every((type) => type === 'number' || type === 'integer' || type === 'boolean' || type === 'null')),
    schema,
    nameReading: readName(name),
    sentences: description === '' ? [] : readSentences(canonicalize(description).text),
  };
}
const CLOSED_FORMATS = new Set(['date', 'date-time', 'time', 'uuid', 'email', 'ipv4', 'ipv6']);

function typesOf(schema: Readonly<Record<string, unknown>>): string[] {
  const types = new Set<string>();
  const add = (value: unknown): void => {
    if (typeof value === 'string') types.add(value);
    else if (Array.isArray(value)) value.forEach(add);
  };
  add(schema['type']);
  for (const key of ['anyOf', 'oneOf']) {
    const list = schema[key];
    if (Array.isArray(list)) for (const item of list) if (isRecord(item)) add(item['type']);
  }
  return [...types];
}

/** The string under a key of a definition; empty where there is none, whatever else stands there. */
export function textOf(definition: Readonly<Record<string, unknown>>, key: string): string {
  const value = definition[key];
  return typeof value === 'string' ? value : '';
}

/** A plain JSON object. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
