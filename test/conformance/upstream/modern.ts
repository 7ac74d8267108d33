/** The modern face of the conforming upstream (2026-07-28): no session, `_meta`, multi round-trip requests, subscriptions. */
import { createHmac, randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { InputRequired, RpcFailure, type ClientRequest, type Context, type Json } from './context.ts';
import { fail } from './legacy.ts';
import { answer, CAPABILITIES, SERVER_INFO } from './methods.ts';

const VERSION = '2026-07-28';
const P = 'io.modelcontextprotocol/';
const KEY = randomBytes(32);
const listeners = new Set<(method: string, params: Json) => void>();
const NAMED: Record<string, string> = { 'tools/call': 'name', 'prompts/get': 'name', 'resources/read': 'uri' };
const CACHED = new Set(['server/discover', 'tools/list', 'prompts/list', 'resources/list', 'resources/templates/list', 'resources/read']);

/** Whether a request claims the modern era. */
export const isModern = (request: IncomingMessage, body: Json): boolean =>
  body?.params?._meta?.[`${P}protocolVersion`] !== undefined || String(request.headers['mcp-protocol-version'] ?? '') >= VERSION;

/** Sends a change to every open subscription that asked for it. */
export function broadcastModern(method: string, params: Json): void {
  for (const listener of listeners) listener(method, params);
}

/** Serves one modern HTTP request. */
export async function serveModern(request: IncomingMessage, response: ServerResponse, body: Json): Promise<void> {
  if (request.method !== 'POST') return void response.writeHead(405, { allow: 'POST' }).end();
  const { id, method, params } = body;
  const meta = params?._meta;
  if (id === undefined) return void response.writeHead(202).end();
  if (typeof meta?.[`${P}protocolVersion`] !== 'string' || typeof meta?.[`${P}clientCapabilities`] !== 'object')
    return fail(response, 400, id, -32602, 'required _meta is missing');
  const asked = meta[`${P}protocolVersion`];
  if (request.headers['mcp-protocol-version'] !== asked || request.headers['mcp-method'] !== method)
    return fail(response, 400, id, -32020, 'headers and body differ');
  if (asked !== VERSION) return fail(response, 400, id, -32022, 'unsupported protocol version', { supported: [VERSION], requested: asked });
  const named = NAMED[method];
  if (named !== undefined && decoded(String(request.headers['mcp-name'] ?? '')) !== String(params[named]))
    return fail(response, 400, id, -32020, 'Mcp-Name and body differ');
  if (method === 'subscriptions/listen') return listen(response, id, params);
  let streaming = false;
  let rounds: Json = null;
  const emit = (message: Json): void => {
    if (!streaming) response.writeHead(200, { 'content-type': 'text/event-stream' });
    streaming = true;
    response.write(`event: message\ndata: ${JSON.stringify(message)}\n\n`);
  };
  const context: Context = {
    era: 'modern',
    headers: request.headers,
    meta,
    capabilities: meta[`${P}clientCapabilities`],
    notify: (name, value) => emit({ jsonrpc: '2.0', method: name, params: value }),
    progress(progress, total) {
      if (meta.progressToken !== undefined)
        emit({
          jsonrpc: '2.0',
          method: 'notifications/progress',
          params: { progressToken: meta.progressToken, progress, total, message: `${progress} of ${total}` },
        });
    },
    log(data) {
      if (meta[`${P}logLevel`] !== undefined) emit({ jsonrpc: '2.0', method: 'notifications/message', params: { level: 'info', data } });
    },
    async ask(step, requests, options) {
      rounds ??= params.requestState === undefined ? { done: {}, asked: null } : opened(params.requestState);
      return inputs(rounds, params, step, requests, options?.stateless === true);
    },
    dropStream: () => undefined,
    changed: (name, value) => changedEverywhere(name, value),
    cancelled: new Promise((resolve) => response.once('close', () => resolve())),
  };
  let message: Json;
  let status = 200;
  try {
    const result =
      method === 'server/discover'
        ? { supportedVersions: [VERSION], capabilities: CAPABILITIES, instructions: 'A server for tests.' }
        : await answer(context, method, params);
    if (result === undefined) throw new RpcFailure(-32601, 'Method not found', undefined, 404);
    message = {
      jsonrpc: '2.0',
      id,
      result: {
        resultType: 'complete',
        ...(CACHED.has(method) ? { ttlMs: 1000, cacheScope: 'public' } : {}),
        ...result,
        _meta: { ...result._meta, [`${P}serverInfo`]: SERVER_INFO },
      },
    };
  } catch (error) {
    if (error instanceof InputRequired) message = { jsonrpc: '2.0', id, result: error.result };
    else {
      const failure = error instanceof RpcFailure ? error : new RpcFailure(-32603, String(error), undefined, 500);
      status = failure.status;
      message = {
        jsonrpc: '2.0',
        id,
        error: { code: failure.code, message: failure.message, ...(failure.data === undefined ? {} : { data: failure.data }) },
      };
    }
  }
  if (!streaming) return void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(message));
  emit(message);
  response.end();
}

/** The answers to what is asked, or an `input_required` result thrown. Earlier answers travel in the signed state. */
function inputs(
  state: Json,
  params: Json,
  step: string,
  requests: Record<string, ClientRequest>,
  stateless: boolean,
): Record<string, Json> {
  if (state.done[step] !== undefined) return state.done[step];
  const given = params.inputResponses;
  if (given !== undefined && (typeof given !== 'object' || given === null))
    throw new RpcFailure(-32602, 'inputResponses must be an object');
  const keys = Object.keys(requests);
  const expected = stateless || state.asked === step;
  if (expected && given !== undefined && keys.every((key) => given[key] !== undefined)) {
    for (const key of keys)
      if (typeof given[key] !== 'object' || given[key] === null) throw new RpcFailure(-32602, `inputResponses.${key} must be an object`);
    const answers = Object.fromEntries(keys.map((key) => [key, given[key]]));
    state.done[step] = answers;
    return answers;
  }
  throw new InputRequired({
    resultType: 'input_required',
    inputRequests: requests,
    ...(stateless ? {} : { requestState: signed({ done: state.done, asked: step }) }),
  });
}

const mac = (text: string): string => createHmac('sha256', KEY).update(text).digest('base64url');
const signed = (value: Json): string => {
  const text = Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${text}.${mac(text)}`;
};
function opened(state: Json): Json {
  const [text, tag] = String(state).split('.') as [string, string | undefined];
  if (tag !== mac(text)) throw new RpcFailure(-32602, 'requestState was tampered with');
  return JSON.parse(Buffer.from(text, 'base64url').toString());
}

function listen(response: ServerResponse, id: Json, params: Json): void {
  const wanted = params.notifications;
  if (typeof wanted !== 'object' || wanted === null) return fail(response, 200, id, -32602, 'notifications is required');
  response.writeHead(200, { 'content-type': 'text/event-stream', 'x-accel-buffering': 'no' });
  const send = (method: string, value: Json): void => {
    response.write(
      `event: message\ndata: ${JSON.stringify({ jsonrpc: '2.0', method, params: { ...value, _meta: { [`${P}subscriptionId`]: id } } })}\n\n`,
    );
  };
  send('notifications/subscriptions/acknowledged', { notifications: wanted });
  const listener = (method: string, value: Json): void => {
    const asked =
      (method === 'notifications/tools/list_changed' && wanted.toolsListChanged === true) ||
      (method === 'notifications/prompts/list_changed' && wanted.promptsListChanged === true) ||
      (method === 'notifications/resources/list_changed' && wanted.resourcesListChanged === true) ||
      (method === 'notifications/resources/updated' && wanted.resourceSubscriptions?.includes(value?.uri) === true);
    if (asked) send(method, value);
  };
  listeners.add(listener);
  response.once('close', () => listeners.delete(listener));
}

const decoded = (value: string): string =>
  value.startsWith('=?base64?') && value.endsWith('?=') ? Buffer.from(value.slice(9, -2), 'base64').toString() : value;

let changedEverywhere: (method: string, params: Json) => void = broadcastModern;
/** Where changes go, beside the subscriptions of this era. */
export const onModernChange = (listener: typeof changedEverywhere): void => {
  changedEverywhere = listener;
};
