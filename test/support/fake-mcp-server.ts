/**
 * A legacy MCP server over Streamable HTTP that does what a test tells it, and remembers what it was sent.
 *
 * Not the SDK's: it misbehaves on request, and it is cheap.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Json } from './json.ts';

/** One request it got. */
export interface Seen {
  readonly method: string;
  readonly headers: IncomingMessage['headers'];
  readonly text: string;
  readonly message: Json;
}

/** How it answers a request: a result, an error, or by its own hand. */
export type Handler = (seen: Seen, io: FakeIo) => unknown;

/** What a handler that answers by hand has. Returning undefined from the handler means that it did. */
export interface FakeIo {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** Opens an event stream and returns how to write messages to it. */
  stream(): { send(message: unknown, id?: string): void; end(): void };
  /** Raw bytes as a JSON answer. */
  json(text: string | Buffer): void;
}

/** A running fake. */
export interface FakeMcpServer {
  readonly url: string;
  readonly seen: Seen[];
  readonly sessions: ReadonlySet<string>;
  readonly connections: () => number;
  /** Sessions whose GET stream is open. */
  readonly listening: () => number;
  on(method: string, handler: Handler): void;
  /** Writes to every open GET stream. */
  push(message: unknown): void;
  /** Forgets all sessions, as a restart would. */
  forget(): void;
  stop(): Promise<void>;
}

/** Starts one on a free port. `sessions: false`: it hands out no session ids. */
export async function startFakeMcpServer(
  options: { sessions?: boolean; capabilities?: Record<string, unknown>; instructions?: string } = {},
): Promise<FakeMcpServer> {
  const handlers = new Map<string, Handler>();
  const seen: Seen[] = [];
  const sessions = new Set<string>();
  const streams = new Set<ServerResponse>();
  let opened = 0;
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const text = Buffer.concat(chunks).toString('utf8');
      const session = request.headers['mcp-session-id'];
      if (request.method === 'GET') {
        seen.push({ method: 'GET', headers: request.headers, text, message: null });
        const handler = handlers.get('GET');
        if (handler !== undefined) return void handler(seen.at(-1) as Seen, ioOf(request, response));
        response.writeHead(200, { 'content-type': 'text/event-stream' });
        response.flushHeaders();
        streams.add(response);
        response.on('close', () => streams.delete(response));
        return;
      }
      if (request.method === 'DELETE') {
        seen.push({ method: 'DELETE', headers: request.headers, text, message: null });
        if (typeof session === 'string') sessions.delete(session);
        response.writeHead(200).end();
        return;
      }
      const message = JSON.parse(text);
      const entry: Seen = { method: message.method ?? 'response', headers: request.headers, text, message };
      seen.push(entry);
      const io = ioOf(request, response);
      if (message.method === 'initialize' && !handlers.has('initialize')) {
        const result = {
          protocolVersion: message.params.protocolVersion,
          capabilities: options.capabilities ?? { tools: { listChanged: true } },
          serverInfo: { name: 'fake', version: '1' },
          ...(options.instructions === undefined ? {} : { instructions: options.instructions }),
        };
        const headers: Record<string, string> = { 'content-type': 'application/json' };
        if (options.sessions !== false) {
          const id = `fake-${Math.random().toString(36).slice(2)}`;
          sessions.add(id);
          headers['mcp-session-id'] = id;
        }
        response.writeHead(200, headers).end(JSON.stringify({ jsonrpc: '2.0', id: message.id, result }));
        return;
      }
      if (options.sessions !== false && message.method !== 'initialize' && (typeof session !== 'string' || !sessions.has(session))) {
        response
          .writeHead(404, { 'content-type': 'application/json' })
          .end(JSON.stringify({ jsonrpc: '2.0', id: null, error: { code: -32001, message: 'Session not found' } }));
        return;
      }
      const handler = handlers.get(entry.method);
      if (message.id === undefined || message.method === undefined) {
        handler?.(entry, io);
        response.writeHead(202).end();
        return;
      }
      if (handler === undefined)
        return io.json(JSON.stringify({ jsonrpc: '2.0', id: message.id, error: { code: -32601, message: 'Method not found' } }));
      const result = handler(entry, io);
      if (result === undefined) return;
      const answer = (value: Json): void => {
        if (value !== undefined)
          io.json(
            JSON.stringify({
              jsonrpc: '2.0',
              id: message.id,
              ...(value?.error !== undefined && value?.content === undefined ? { error: value.error } : { result: value }),
            }),
          );
      };
      if (result instanceof Promise) void result.then(answer);
      else answer(result);
    });
  });
  server.on('connection', () => opened++);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/mcp`,
    seen,
    sessions,
    connections: () => opened,
    listening: () => streams.size,
    on: (method, handler) => void handlers.set(method, handler),
    push(message) {
      for (const stream of streams) stream.write(`data: ${JSON.stringify(message)}\n\n`);
    },
    forget: () => sessions.clear(),
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function ioOf(request: IncomingMessage, response: ServerResponse): FakeIo {
  return {
    request,
    response,
    json: (text) => void response.writeHead(200, { 'content-type': 'application/json' }).end(text),
    stream() {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.flushHeaders();
      return {
        send: (message, id) =>
          void response.write(`${id === undefined ? '' : `id: ${id}\n`}event: message\ndata: ${JSON.stringify(message)}\n\n`),
        end: () => void response.end(),
      };
    },
  };
}
