/** The legacy face of the conforming upstream: sessions, streams that can be resumed, requests to the client. */
import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { RpcFailure, type ClientRequest, type Context, type Json } from './context.ts';
import { answer, CAPABILITIES, SERVER_INFO } from './methods.ts';

interface Stream {
  readonly id: string;
  readonly kept: { id: string; message: Json }[];
  response: ServerResponse | null;
  done: boolean;
}

interface Session {
  readonly id: string;
  readonly version: string;
  readonly capabilities: Json;
  readonly streams: Map<string, Stream>;
  readonly awaiting: Map<string, { resolve(value: Json): void; reject(error: Error): void }>;
  readonly running: Map<unknown, () => void>;
  readonly subscriptions: Set<string>;
  standing: Stream | null;
}

const VERSIONS = ['2025-11-25', '2025-06-18', '2025-03-26', '2024-11-05'];
const sessions = new Map<string, Session>();

/** Sends a change to the GET stream of every session that may hear of it. */
export function broadcastLegacy(method: string, params: Json): void {
  for (const session of sessions.values()) {
    if (method === 'notifications/resources/updated' && !session.subscriptions.has(params.uri)) continue;
    if (session.standing !== null) emit(session.standing, { jsonrpc: '2.0', method, ...(params === undefined ? {} : { params }) });
  }
}

/** How many sessions are open. */
export const sessionCount = (): number => sessions.size;

/** Serves one legacy HTTP request. */
export async function serveLegacy(request: IncomingMessage, response: ServerResponse, body: Json): Promise<void> {
  const id = request.headers['mcp-session-id'];
  const session = typeof id === 'string' ? sessions.get(id) : undefined;
  if (request.method === 'POST' && body?.method === 'initialize') return initialize(response, body);
  if (typeof id !== 'string') return fail(response, request.method === 'GET' ? 405 : 400, null, -32000, 'Mcp-Session-Id is required');
  if (session === undefined) return fail(response, 404, null, -32001, 'Session not found');
  if (request.method === 'DELETE') {
    sessions.delete(session.id);
    session.standing?.response?.end();
    response.writeHead(200).end();
    return;
  }
  if (request.method === 'GET') return listen(request, response, session);
  if (body.method === undefined) {
    const waiting = session.awaiting.get(String(body.id));
    session.awaiting.delete(String(body.id));
    if (body.error !== undefined) waiting?.reject(new Error(body.error.message));
    else waiting?.resolve(body.result);
    response.writeHead(202).end();
    return;
  }
  if (body.id === undefined) {
    if (body.method === 'notifications/cancelled') session.running.get(body.params?.requestId)?.();
    response.writeHead(202).end();
    return;
  }
  await call(request, response, session, body);
}

function initialize(response: ServerResponse, body: Json): void {
  const asked = body.params?.protocolVersion;
  const version = VERSIONS.includes(asked) ? asked : (VERSIONS[0] as string);
  const session: Session = {
    id: randomUUID(),
    version,
    capabilities: body.params?.capabilities ?? {},
    streams: new Map(),
    awaiting: new Map(),
    running: new Map(),
    subscriptions: new Set(),
    standing: null,
  };
  sessions.set(session.id, session);
  const result = {
    protocolVersion: version,
    capabilities: { ...CAPABILITIES, logging: {} },
    serverInfo: SERVER_INFO,
    instructions: 'A server for tests.',
  };
  response
    .writeHead(200, { 'content-type': 'application/json', 'mcp-session-id': session.id })
    .end(JSON.stringify({ jsonrpc: '2.0', id: body.id, result }));
}

function listen(request: IncomingMessage, response: ServerResponse, session: Session): void {
  const last = request.headers['last-event-id'];
  if (typeof last === 'string') {
    const stream = session.streams.get(last.split('_')[0] as string);
    if (stream !== undefined) {
      open(response);
      stream.response = response;
      const from = stream.kept.findIndex((event) => event.id === last);
      for (const event of stream.kept.slice(from + 1)) write(response, event.id, event.message);
      if (stream.done) response.end();
      return;
    }
  }
  open(response);
  const stream: Stream = { id: randomUUID(), kept: [], response, done: false };
  session.streams.set(stream.id, stream);
  session.standing?.response?.end();
  session.standing = stream;
  response.on('close', () => {
    if (session.standing === stream) session.standing = null;
  });
}

async function call(request: IncomingMessage, response: ServerResponse, session: Session, body: Json): Promise<void> {
  let stream: Stream | null = null;
  const streaming = (): Stream => {
    if (stream === null) {
      stream = { id: randomUUID(), kept: [], response, done: false };
      session.streams.set(stream.id, stream);
      open(response);
      if (session.version === '2025-11-25') prime(stream, 500);
    }
    return stream;
  };
  let cancel: () => void = () => undefined;
  const cancelled = new Promise<void>((resolve) => {
    cancel = resolve;
  });
  session.running.set(body.id, cancel);
  const context: Context = {
    era: 'legacy',
    headers: request.headers,
    meta: body.params?._meta,
    capabilities: session.capabilities,
    notify: (method, params) => emit(streaming(), { jsonrpc: '2.0', method, params }),
    progress(progress, total) {
      const token = body.params?._meta?.progressToken;
      if (token !== undefined)
        emit(streaming(), {
          jsonrpc: '2.0',
          method: 'notifications/progress',
          params: { progressToken: token, progress, total, message: `${progress} of ${total}` },
        });
    },
    log: (data) => emit(streaming(), { jsonrpc: '2.0', method: 'notifications/message', params: { level: 'info', data } }),
    async ask(_, requests) {
      const entries = Object.entries(requests).map(async ([key, asked]) => [key, await askClient(session, streaming(), asked)] as const);
      return Object.fromEntries(await Promise.all(entries));
    },
    dropStream() {
      streaming().response?.end();
      streaming().response = null;
    },
    changed: (method, params) => changedEverywhere(method, params),
    cancelled,
  };
  let message: Json;
  try {
    const result = await own(session, context, body);
    message =
      result === undefined
        ? { jsonrpc: '2.0', id: body.id, error: { code: -32601, message: 'Method not found' } }
        : { jsonrpc: '2.0', id: body.id, result };
  } catch (error) {
    const failure = error instanceof RpcFailure ? error : new RpcFailure(-32603, String(error));
    message = {
      jsonrpc: '2.0',
      id: body.id,
      error: { code: failure.code, message: failure.message, ...(failure.data === undefined ? {} : { data: failure.data }) },
    };
  }
  session.running.delete(body.id);
  if (stream === null) {
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(message));
    return;
  }
  const used: Stream = stream;
  emit(used, message);
  used.done = true;
  used.response?.end();
}

async function own(session: Session, context: Context, body: Json): Promise<Json> {
  switch (body.method) {
    case 'ping':
    case 'logging/setLevel':
      return {};
    case 'resources/subscribe':
      session.subscriptions.add(body.params?.uri);
      return {};
    case 'resources/unsubscribe':
      session.subscriptions.delete(body.params?.uri);
      return {};
    default:
      return answer(context, body.method, body.params);
  }
}

function askClient(session: Session, stream: Stream, asked: ClientRequest): Promise<Json> {
  const id = randomUUID();
  const promise = new Promise((resolve, reject) => session.awaiting.set(id, { resolve, reject }));
  emit(stream, { jsonrpc: '2.0', id, method: asked.method, params: asked.params });
  return promise;
}

let changedEverywhere: (method: string, params: Json) => void = broadcastLegacy;
/** Where changes go, beside the sessions of this era. */
export const onLegacyChange = (listener: typeof changedEverywhere): void => {
  changedEverywhere = listener;
};

function open(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-cache' });
  response.flushHeaders();
}

function prime(stream: Stream, retryMs: number): void {
  const id = `${stream.id}_0`;
  stream.kept.push({ id, message: null });
  stream.response?.write(`id: ${id}\nretry: ${retryMs}\ndata: \n\n`);
}

function emit(stream: Stream, message: Json): void {
  const id = `${stream.id}_${stream.kept.length}`;
  stream.kept.push({ id, message });
  if (stream.response !== null) write(stream.response, id, message);
}

function write(response: ServerResponse, id: string, message: Json): void {
  if (message !== null) response.write(`id: ${id}\nevent: message\ndata: ${JSON.stringify(message)}\n\n`);
}

export function fail(response: ServerResponse, status: number, id: Json, code: number, message: string, data?: Json): void {
  response
    .writeHead(status, { 'content-type': 'application/json' })
    .end(JSON.stringify({ jsonrpc: '2.0', id, error: { code, message, ...(data === undefined ? {} : { data }) } }));
}
