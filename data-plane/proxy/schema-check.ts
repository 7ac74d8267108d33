import { LRUCache } from 'lru-cache';
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import { RE2JS } from 're2js';
import type { Item } from '../config/snapshot.ts';
import { isRecord } from '../lib/mcp.ts';

/**
 * What is wrong with arguments by the approved input schema, naming the field; null when they fit.
 *
 * Shape: JSON Schema 2020-12, the default dialect since 2025-11-25; keywords it does not know are left alone. References
 *   outside the schema are never fetched: such a schema, and one larger than 256 KB, is not checked here but by the server.
 * Cost: compiled at the first call of a definition and kept; patterns run in linear time (re2js).
 */
export function argumentProblem(item: Item, args: unknown): string | null {
  const check = checkOf(item);
  if (check === null || check(withoutNulls(item, args ?? {}))) return null;
  const [first] = check.errors ?? [];
  return first === undefined ? 'the arguments do not fit the input schema' : described(first);
}

/** Clients write null for optional parameters they leave out; servers read it that way, so it is no misfit. */
function withoutNulls(item: Item, args: unknown): unknown {
  if (!isRecord(args) || !Object.values(args).includes(null)) return args;
  const schema = item.definition['inputSchema'];
  const required = isRecord(schema) && Array.isArray(schema['required']) ? (schema['required'] as readonly unknown[]) : [];
  return Object.fromEntries(Object.entries(args).filter(([key, value]) => value !== null || required.includes(key)));
}

const checks = new LRUCache<string, { readonly check: ValidateFunction | null }>({ max: 2_000 });

function checkOf(item: Item): ValidateFunction | null {
  let entry = checks.get(item.digest);
  if (entry === undefined) checks.set(item.digest, (entry = { check: compile(item.definition['inputSchema']) }));
  return entry.check;
}

function compile(schema: unknown): ValidateFunction | null {
  if (typeof schema !== 'object' || schema === null) return null;
  try {
    if (JSON.stringify(schema).length > MAX_SCHEMA) return null;
    const ajv = new Ajv2020({
      strict: false,
      allErrors: false,
      validateFormats: false,
      addUsedSchema: false,
      logger: false,
      code: { regExp: linearRegExp },
    });
    const { $schema: _, $id: __, ...rest } = schema as Record<string, unknown>;
    return ajv.compile(rest);
  } catch {
    return null;
  }
}

const linearRegExp = Object.assign(
  (pattern: string): { test(text: string): boolean } => {
    const compiled = RE2JS.compile(pattern);
    return { test: (text) => compiled.matcher(text).find() };
  },
  { code: 'new RegExp' },
);

function described(error: ErrorObject): string {
  const where = error.instancePath === '' ? 'arguments' : `arguments${error.instancePath.replaceAll('/', '.')}`;
  if (error.keyword === 'required')
    return `${where} must have the property "${String((error.params as { missingProperty?: unknown }).missingProperty)}"`;
  if (error.keyword === 'additionalProperties')
    return `${where} must not have the property "${String((error.params as { additionalProperty?: unknown }).additionalProperty)}"`;
  if (error.keyword === 'enum')
    return `${where} must be one of ${JSON.stringify((error.params as { allowedValues?: unknown }).allowedValues).slice(0, 300)}`;
  return `${where} ${error.message ?? 'does not fit the input schema'}`;
}

const MAX_SCHEMA = 256 * 1024;
