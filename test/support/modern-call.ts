/** Raw modern requests (2026-07-28), said exactly as a test wants them said. */
import { messagesOf, send, type RawAnswer } from './mcp-call.ts';
import { request as httpRequest } from 'node:http';
import type { Json } from './json.ts';

const P = 'io.modelcontextprotocol/';
let next = 1;

/** How a modern request differs from a plain one. */
export interface ModernOptions {
  readonly capabilities?: Record<string, unknown>;
  readonly meta?: Record<string, unknown>;
  readonly headers?: Record<string, string>;
  readonly id?: string | number;
  readonly version?: string;
}

const NAMED: Record<string, string> = { 'tools/call': 'name', 'prompts/get': 'name', 'resources/read': 'uri' };

/** The headers and body of a modern request. */
export function modernRequest(
  key: string,
  method: string,
  params: Record<string, unknown> = {},
  options: ModernOptions = {},
): { headers: Record<string, string>; body: Json } {
  const version = options.version ?? '2026-07-28';
  const name = NAMED[method] === undefined ? undefined : params[NAMED[method]];
  return {
    headers: {
      'content-type': 'application/json',
      accept: 'application/json, text/event-stream',
      'x-portcullis-key': key,
      'mcp-protocol-version': version,
      'mcp-method': method,
      ...(typeof name === 'string' ? { 'mcp-name': name } : {}),
      ...options.headers,
    },
    body: {
      jsonrpc: '2.0',
      id: options.id ?? next++,
      method,
      params: {
        ...params,
        _meta: {
          [`${P}protocolVersion`]: version,
          [`${P}clientCapabilities`]: options.capabilities ?? {},
          [`${P}clientInfo`]: { name: 'raw-modern', version: '2' },
          ...options.meta,
        },
      },
    },
  };
}

/** Sends one and returns the whole answer. */
export function modern(
  url: string,
  key: string,
  method: string,
  params: Record<string, unknown> = {},
  options: ModernOptions = {},
): Promise<RawAnswer> {
  return send(url, modernRequest(key, method, params, options));
}

/** An open event stream: messages as they come, and how to leave. */
export interface OpenStream {
  readonly status: Promise<number>;
  readonly messages: Json[];
  readonly ended: Promise<void>;
  close(): void;
}

/** Opens a request whose answer is a stream. */
export function openStream(
  url: string,
  options: { method?: string; headers: Record<string, string>; body?: unknown },
  onMessage: (message: Json, raw: string) => void = () => undefined,
): OpenStream {
  const messages: Json[] = [];
  let text = '';
  let statusOf: (status: number) => void = () => undefined;
  let endOf: () => void = () => undefined;
  const status = new Promise<number>((resolve) => (statusOf = resolve));
  const ended = new Promise<void>((resolve) => (endOf = resolve));
  const request = httpRequest(url, { method: options.method ?? 'POST', agent: false, headers: options.headers }, (response) => {
    statusOf(response.statusCode ?? 0);
    response.on('data', (chunk: Buffer) => {
      text += chunk.toString('utf8');
      for (let end = text.indexOf('\n\n'); end !== -1; end = text.indexOf('\n\n')) {
        const event = text.slice(0, end + 2);
        text = text.slice(end + 2);
        for (const message of messagesOf(event, 'text/event-stream')) {
          messages.push(message);
          onMessage(message, event);
        }
      }
    });
    response.on('close', endOf);
    response.on('error', () => undefined);
  });
  request.on('error', () => endOf());
  request.end(options.body === undefined ? undefined : JSON.stringify(options.body));
  return { status, messages, ended, close: () => request.destroy() };
}
