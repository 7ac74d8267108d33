import { decodeHeaderValue, encodeHeaderValue, isRecord } from './mcp.ts';

/** A tool parameter that travels in a header too. */
export interface ParamHeader {
  /** Keys from the arguments' root. */
  readonly path: readonly string[];
  /** Lower case, with the prefix. */
  readonly header: string;
}

/** What `x-mcp-header` annotations of an input schema say; `invalid` where one of them breaks the rules. */
export type ParamHeaders =
  { readonly kind: 'valid'; readonly headers: readonly ParamHeader[] } | { readonly kind: 'invalid'; readonly problem: string };

/**
 * Reads the `x-mcp-header` annotations of an input schema.
 *
 * Shape: only on string, integer or boolean properties that are reached through `properties` alone; the value a header token,
 *   unique without regard to case.
 * Source: MCP 2026-07-28, transports, "Custom parameter headers"; SEP-2243.
 */
export function paramHeaders(inputSchema: unknown): ParamHeaders {
  const headers: ParamHeader[] = [];
  const problem = visit(inputSchema, [], true, headers, 0);
  return problem === null ? { kind: 'valid', headers } : { kind: 'invalid', problem };
}

/** What is wrong with the headers of a call, given its arguments; null when they agree. */
export function paramHeaderProblem(
  declared: readonly ParamHeader[],
  args: unknown,
  header: (name: string) => string | null,
): string | null {
  for (const { path, header: name } of declared) {
    const value = at(args, path);
    const sent = header(name);
    if (value === undefined || value === null) {
      if (sent !== null) return `${name} is sent but the argument ${path.join('.')} is not`;
      continue;
    }
    if (sent === null) return `${name} is required and must hold the argument ${path.join('.')}`;
    const decoded = decodeHeaderValue(sent);
    if (decoded === null) return `${name} holds invalid base64`;
    if (!same(value, decoded)) return `${name} and the argument ${path.join('.')} differ`;
  }
  return null;
}

/** The headers that mirror a call's arguments, as a flat list of names and values. */
export function paramHeaderList(declared: readonly ParamHeader[], args: unknown): string[] {
  const list: string[] = [];
  for (const { path, header } of declared) {
    const value = at(args, path);
    if (typeof value === 'string') list.push(header, encodeHeaderValue(value));
    else if (typeof value === 'number' || typeof value === 'boolean') list.push(header, String(value));
  }
  return list;
}

const TOKEN = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]{1,128}$/;
const TYPES: ReadonlySet<unknown> = new Set(['string', 'integer', 'boolean']);
const MAX_DEPTH = 32;

function visit(node: unknown, path: readonly string[], reachable: boolean, headers: ParamHeader[], depth: number): string | null {
  if (depth > MAX_DEPTH) return null;
  if (Array.isArray(node)) {
    for (const entry of node) {
      const problem = visit(entry, path, false, headers, depth + 1);
      if (problem !== null) return problem;
    }
    return null;
  }
  if (!isRecord(node)) return null;
  if ('x-mcp-header' in node) {
    const name = node['x-mcp-header'];
    const where = path.length === 0 ? 'the schema itself' : path.join('.');
    if (!reachable || path.length === 0) return `x-mcp-header on ${where}, which is not a plain property`;
    if (typeof name !== 'string' || !TOKEN.test(name)) return `x-mcp-header on ${where} is not a header token`;
    if (!TYPES.has(node['type'])) return `x-mcp-header on ${where}, which is not a string, integer or boolean`;
    const header = `mcp-param-${name.toLowerCase()}`;
    if (headers.some((other) => other.header === header)) return `x-mcp-header ${name} is used twice`;
    headers.push({ path, header });
  }
  for (const key of Object.keys(node)) {
    if (key === 'properties') {
      if (!isRecord(node[key])) continue;
      for (const [name, child] of Object.entries(node[key])) {
        const problem = visit(child, [...path, name], reachable, headers, depth + 1);
        if (problem !== null) return problem;
      }
    } else if (SCHEMAS.has(key)) {
      const problem = visit(
        NAMED.has(key) && isRecord(node[key]) ? Object.values(node[key]) : node[key],
        [...path, `<${key}>`],
        false,
        headers,
        depth + 1,
      );
      if (problem !== null) return problem;
    }
  }
  return null;
}

/** Keywords under which a schema is not reached by `properties` alone. */
const SCHEMAS: ReadonlySet<string> = new Set(
  'items prefixItems contains additionalProperties unevaluatedProperties unevaluatedItems propertyNames patternProperties dependentSchemas oneOf anyOf allOf not if then else $defs definitions'.split(
    ' ',
  ),
);
const NAMED: ReadonlySet<string> = new Set(['patternProperties', 'dependentSchemas', '$defs', 'definitions']);

function at(args: unknown, path: readonly string[]): unknown {
  let value = args;
  for (const key of path) {
    if (!isRecord(value) || !Object.hasOwn(value, key)) return undefined;
    value = value[key];
  }
  return value;
}

function same(value: unknown, text: string): boolean {
  if (typeof value === 'string') return value === text;
  if (typeof value === 'boolean') return String(value) === text;
  return typeof value === 'number' && text.trim() !== '' && Number(text) === value;
}
