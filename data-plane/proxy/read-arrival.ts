import type { IncomingHttpHeaders } from 'node:http';
import { readEnvelope, type Envelope, type EnvelopeProblem } from '../lib/jsonrpc.ts';
import {
  decodeHeaderValue,
  isModernVersion,
  isRecord,
  META_CLIENT_CAPABILITIES,
  META_VERSION,
  metaOf,
  MODERN_VERSIONS,
  NAME_PARAMETER,
  VERSION_WITHOUT_HEADER,
} from '../lib/mcp.ts';
import { memberSpans } from '../lib/json-splice.ts';
import { readStrictJson } from '../lib/strict-json.ts';
import { badEnvelope, badJson, batchNotAllowed, headerMismatch, invalidParams, unsupportedVersion, type Refusal } from './errors.ts';

/** A body read: its messages with their bytes, the era it belongs to, and what is wrong with it. */
export interface Reading {
  readonly era: 'legacy' | 'modern';
  readonly protocolVersion: string;
  readonly messages: readonly { readonly envelope: Envelope | EnvelopeProblem; readonly bytes: Buffer }[];
  readonly isBatch: boolean;
  /** To be refused with, once it is known who called. */
  readonly problem: Refusal | null;
}

/** Bounds of stage 1. */
export interface ReadBounds {
  readonly maxRequestBytes: number;
  readonly maxDepth: number;
  readonly maxBatch: number;
}

/**
 * Stage 1: one reading of the bytes, the era they belong to, and headers that say what the body says.
 *
 * The body decides the era: a claim in `_meta`, or a modern version header, or `Mcp-Method` without a session. A modern
 * claim that is malformed is answered as a modern error, never taken for a legacy request.
 *
 * Source: MCP 2026-07-28, transports, "Standard request headers", basic, "Request metadata"; 2025-03-26, batching.
 */
export function readArrival(body: Buffer, headers: IncomingHttpHeaders, bounds: ReadBounds): Reading {
  const reading = readStrictJson(body, { maxBytes: bounds.maxRequestBytes, maxDepth: bounds.maxDepth });
  const headerVersion = one(headers['mcp-protocol-version']);
  const headerModern = headerVersion !== null && isModernVersion(headerVersion);
  if (!reading.ok)
    return failed(
      headerModern ? 'modern' : 'legacy',
      headerVersion,
      badJson(reading.problem.detail, reading.problem.code === 'too-large' ? 413 : 400),
    );
  if (Array.isArray(reading.value)) return batch(body, reading.value, headers, bounds, headerVersion);
  const envelope = strictly(reading.value, readEnvelope(reading.value));
  const messages = [{ envelope, bytes: body }];
  if (envelope.kind === 'invalid') {
    return {
      era: headerModern ? 'modern' : 'legacy',
      protocolVersion: headerVersion ?? '',
      messages,
      isBatch: false,
      problem: badEnvelope(envelope.detail),
    };
  }
  const params = envelope.kind === 'request' || envelope.kind === 'notification' ? envelope.params : undefined;
  const meta = metaOf(params);
  const claimed = meta !== null && META_VERSION in meta;
  const methodHeader = one(headers['mcp-method']);
  const isModern = claimed || headerModern || (methodHeader !== null && headers['mcp-session-id'] === undefined && headerVersion === null);
  if (!isModern)
    return { era: 'legacy', protocolVersion: headerVersion ?? VERSION_WITHOUT_HEADER, messages, isBatch: false, problem: null };
  const claim = meta?.[META_VERSION];
  const protocolVersion = typeof claim === 'string' ? claim : (headerVersion ?? MODERN_VERSIONS[0]);
  return {
    era: 'modern',
    protocolVersion,
    messages,
    isBatch: false,
    problem: modernProblem(envelope, headers, headerVersion, methodHeader),
  };
}

function batch(
  body: Buffer,
  values: readonly unknown[],
  headers: IncomingHttpHeaders,
  bounds: ReadBounds,
  headerVersion: string | null,
): Reading {
  const version = headerVersion ?? VERSION_WITHOUT_HEADER;
  if (version !== '2025-03-26' || headers['mcp-method'] !== undefined)
    return failed(isModernVersion(version) ? 'modern' : 'legacy', headerVersion, batchNotAllowed());
  if (values.length === 0) return failed('legacy', headerVersion, badEnvelope('a batch must not be empty'));
  if (values.length > bounds.maxBatch)
    return failed('legacy', headerVersion, badEnvelope(`a batch has at most ${bounds.maxBatch} messages`));
  const messages = elements(body, values.length).map((bytes, index) => ({
    envelope: strictly(values[index], readEnvelope(values[index])),
    bytes,
  }));
  for (const { envelope } of messages) {
    if (envelope.kind === 'request' && envelope.method === 'initialize')
      return failed('legacy', headerVersion, badEnvelope('initialize must not be part of a batch'));
    const params = envelope.kind === 'request' || envelope.kind === 'notification' ? envelope.params : undefined;
    if (metaOf(params)?.[META_VERSION] !== undefined) return failed('legacy', headerVersion, batchNotAllowed());
  }
  const ids = new Set<unknown>();
  for (const { envelope } of messages) {
    if (envelope.kind !== 'request') continue;
    if (ids.has(envelope.id)) return failed('legacy', headerVersion, badEnvelope('a batch must not use an id twice'));
    ids.add(envelope.id);
  }
  return { era: 'legacy', protocolVersion: version, messages, isBatch: true, problem: null };
}

const MEMBERS: ReadonlySet<string> = new Set(['jsonrpc', 'id', 'method', 'params', 'result', 'error']);

/**
 * A message travels on as it came, so it may hold nothing that no stage looks at; and what is a request by its method
 * must be one by its id, for a lax server would run it all the same and its answer would meet no guardrail.
 *
 * Source: JSON-RPC 2.0 §4, §4.1, §5; MCP basic, "Messages".
 */
function strictly(value: unknown, envelope: Envelope | EnvelopeProblem): Envelope | EnvelopeProblem {
  if (envelope.kind === 'invalid') return envelope;
  const id = envelope.kind === 'notification' ? null : envelope.id;
  const invalid = (detail: string): EnvelopeProblem => ({ kind: 'invalid', id, detail });
  if (!Object.keys(value as object).every((key) => MEMBERS.has(key)))
    return invalid('a message has no members but jsonrpc, id, method, params, result and error');
  if (envelope.kind === 'notification' && !envelope.method.startsWith('notifications/'))
    return invalid('a request needs an id; only notifications/… have none');
  if (envelope.kind === 'request' && envelope.method.startsWith('notifications/')) return invalid('a notification has no id');
  return envelope;
}

/** The bytes of each element of an array. */
function elements(body: Buffer, count: number): Buffer[] {
  // An array under a key is an object member, whose span is found by what reads those.
  const wrapped = Buffer.concat([Buffer.from('{"a":'), body, Buffer.from('}')]);
  const [array] = memberSpans(wrapped);
  const parts: Buffer[] = [];
  let at = (array?.start ?? 0) + 1;
  for (let index = 0; index < count; index++) {
    const object = Buffer.concat([Buffer.from('{"e":'), wrapped.subarray(at)]);
    const [element] = memberSpans(object);
    if (element === undefined) break;
    parts.push(Buffer.from(object.subarray(element.start, element.end)));
    at += element.end - 5;
    while (wrapped[at] !== 0x2c && at < wrapped.length) at++;
    at++;
  }
  return parts;
}

function modernProblem(
  envelope: Envelope,
  headers: IncomingHttpHeaders,
  headerVersion: string | null,
  methodHeader: string | null,
): Refusal | null {
  if (envelope.kind === 'response' || envelope.kind === 'error')
    return badEnvelope('a response cannot be sent; repeat the request with inputResponses');
  const meta = metaOf(envelope.params);
  const claim = meta?.[META_VERSION];
  if (envelope.kind === 'notification') {
    if (claim !== undefined && headerVersion !== null && claim !== headerVersion)
      return headerMismatch('MCP-Protocol-Version', 'the header and _meta name different protocol versions');
    if (methodHeader !== null && methodHeader !== envelope.method)
      return headerMismatch('Mcp-Method', `the header names ${methodHeader.slice(0, 64)}, the body ${envelope.method}`);
    return null;
  }
  if (envelope.method === 'initialize' && claim === undefined)
    return headerMismatch('MCP-Protocol-Version', 'initialize belongs to earlier protocol versions than the header names');
  const missing = [META_VERSION, META_CLIENT_CAPABILITIES].filter((key) => meta?.[key] === undefined);
  if (missing.length > 0) return missingMeta(missing);
  if (typeof claim !== 'string') return invalidParams(`_meta["${META_VERSION}"] must be a string`, true);
  if (!isRecord(meta?.[META_CLIENT_CAPABILITIES])) return invalidParams(`_meta["${META_CLIENT_CAPABILITIES}"] must be an object`, true);
  if (headerVersion === null) return headerMismatch('MCP-Protocol-Version', 'the header is required and must name the version in _meta');
  if (headerVersion !== claim) return headerMismatch('MCP-Protocol-Version', 'the header and _meta name different protocol versions');
  if (!(MODERN_VERSIONS as readonly string[]).includes(claim)) return unsupportedVersion(claim, MODERN_VERSIONS, true);
  if (methodHeader === null) return headerMismatch('Mcp-Method', 'the header is required');
  if (methodHeader !== envelope.method)
    return headerMismatch('Mcp-Method', `the header names ${methodHeader.slice(0, 64)}, the body ${envelope.method}`);
  const field = Object.hasOwn(NAME_PARAMETER, envelope.method) ? NAME_PARAMETER[envelope.method] : undefined;
  if (field === undefined) return null;
  const value = envelope.params?.[field];
  const nameHeader = one(headers['mcp-name']);
  if (nameHeader === null)
    return typeof value === 'string' ? headerMismatch('Mcp-Name', `the header is required and must hold params.${field}`) : null;
  const decoded = decodeHeaderValue(nameHeader);
  if (decoded === null) return headerMismatch('Mcp-Name', 'the header holds invalid base64');
  if (typeof value === 'string' && decoded !== value) return headerMismatch('Mcp-Name', `the header and params.${field} differ`);
  return null;
}

const missingMeta = (keys: readonly string[]): Refusal =>
  invalidParams(`_meta must hold ${keys.map((key) => `"${key}"`).join(' and ')}`, true);

function failed(era: 'legacy' | 'modern', headerVersion: string | null, problem: Refusal): Reading {
  return { era, protocolVersion: headerVersion ?? '', messages: [], isBatch: false, problem };
}

const one = (value: string | string[] | undefined): string | null =>
  value === undefined ? null : Array.isArray(value) ? value.join(', ') : value;
