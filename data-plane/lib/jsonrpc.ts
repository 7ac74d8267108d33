/** The type a JSON-RPC id may have in MCP: a string or an integer. 0 is one. */
export type RequestId = string | number;

/** A message that passed `readEnvelope`: what kind it is and the members that matter. `params` is an object or absent. */
export type Envelope =
  | { readonly kind: 'request'; readonly id: RequestId; readonly method: string; readonly params: Params | undefined }
  | { readonly kind: 'notification'; readonly method: string; readonly params: Params | undefined }
  | { readonly kind: 'response'; readonly id: RequestId; readonly result: unknown }
  | { readonly kind: 'error'; readonly id: RequestId | null; readonly error: RpcError };

/** Parameters by name; MCP has no positional ones. */
export type Params = Readonly<Record<string, unknown>>;

/** The error member of an error answer. */
export interface RpcError {
  readonly code: number;
  readonly message: string;
  readonly data?: unknown;
}

/** What is wrong with an envelope, with the id to answer under where there is one. */
export interface EnvelopeProblem {
  readonly kind: 'invalid';
  readonly id: RequestId | null;
  readonly detail: string;
}

/** JSON-RPC 2.0 §5.1. */
export const PARSE_ERROR = -32700;
export const INVALID_REQUEST = -32600;
export const METHOD_NOT_FOUND = -32601;
export const INVALID_PARAMS = -32602;
export const INTERNAL_ERROR = -32603;

/**
 * Tells what kind of message a parsed value is.
 *
 * Returns: the envelope, or what is wrong with it; members it does not know are left alone.
 * Source: JSON-RPC 2.0 §4, §5; MCP basic, "Messages" (ids are strings or integers and never null).
 */
export function readEnvelope(value: unknown): Envelope | EnvelopeProblem {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return invalid(null, 'a message must be a JSON object');
  const message = value as Record<string, unknown>;
  const rawId = message['id'];
  const id = isRequestId(rawId) ? rawId : null;
  if (message['jsonrpc'] !== '2.0') return invalid(id, 'jsonrpc must be "2.0"');
  const method = message['method'];
  if (method !== undefined) {
    if (typeof method !== 'string' || method.length === 0 || method.length > MAX_METHOD)
      return invalid(id, 'method must be a short string');
    if ('result' in message || 'error' in message) return invalid(id, 'a message with a method has no result and no error');
    const params = message['params'];
    if (params !== undefined && !isParams(params)) return invalid(id, 'params must be an object');
    if (!('id' in message)) return { kind: 'notification', method, params };
    if (id === null) return invalid(null, 'id must be a string or an integer');
    return { kind: 'request', id, method, params };
  }
  if ('result' in message) {
    if (id === null || 'error' in message) return invalid(id, 'a response has an id and either a result or an error');
    return { kind: 'response', id, result: message['result'] };
  }
  const error = message['error'];
  if (error === undefined) return invalid(id, 'a message has a method, a result or an error');
  if (!isRpcError(error)) return invalid(id, 'error must hold an integer code and a message');
  return { kind: 'error', id, error };
}

/** Whether a value may stand as an id. */
export function isRequestId(value: unknown): value is RequestId {
  return typeof value === 'string' ? value.length <= MAX_ID : Number.isSafeInteger(value);
}

/** An error answer as text. */
export function errorAnswer(id: RequestId | null, code: number, message: string, data?: unknown): string {
  const error = data === undefined ? { code, message } : { code, message, data };
  return JSON.stringify({ jsonrpc: '2.0', id, error });
}

/** A result answer as text; `resultJson` is JSON already. */
export function resultAnswer(id: RequestId, resultJson: string): string {
  return `{"jsonrpc":"2.0","id":${JSON.stringify(id)},"result":${resultJson}}`;
}

/** A notification as text. */
export function notification(method: string, params?: unknown): string {
  return JSON.stringify(params === undefined ? { jsonrpc: '2.0', method } : { jsonrpc: '2.0', method, params });
}

const MAX_METHOD = 128;
const MAX_ID = 512;

const invalid = (id: RequestId | null, detail: string): EnvelopeProblem => ({ kind: 'invalid', id, detail });

const isParams = (value: unknown): value is Params => typeof value === 'object' && value !== null && !Array.isArray(value);

const isRpcError = (value: unknown): value is RpcError =>
  isParams(value) && Number.isInteger(value['code']) && typeof value['message'] === 'string';
