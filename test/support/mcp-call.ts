/** Raw MCP over HTTP, as a client that says exactly what a test wants said. */
import { request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import type { Json } from './json.ts';

/** What came back. `messages` are the JSON-RPC messages of the body, whether JSON or events. */
export interface RawAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  readonly messages: readonly Json[];
}

/** Sends one HTTP request and reads the whole answer. */
export function send(url: string, options: { method?: string; headers?: Record<string, string>; body?: unknown } = {}): Promise<RawAnswer> {
  const { method = 'POST', headers = {}, body } = options;
  return new Promise((resolve, reject) => {
    const request = httpRequest(url, {
      method,
      agent: false,
      headers: {
        ...(method === 'POST' ? { 'content-type': 'application/json', accept: 'application/json, text/event-stream' } : {}),
        ...headers,
      },
    });
    request.on('error', reject);
    request.on('response', (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => {
        const text = Buffer.concat(chunks).toString('utf8');
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          body: text,
          messages: messagesOf(text, response.headers['content-type'] ?? ''),
        });
      });
    });
    if (body === undefined) request.end();
    else request.end(Buffer.isBuffer(body) || typeof body === 'string' ? body : JSON.stringify(body));
  });
}

/** The JSON-RPC messages in a body. */
export function messagesOf(text: string, contentType: string): Json[] {
  if (contentType.startsWith('text/event-stream')) {
    return text
      .split('\n\n')
      .map((event) =>
        event
          .split('\n')
          .filter((line) => line.startsWith('data: '))
          .map((line) => line.slice(6))
          .join('\n'),
      )
      .filter((data) => data !== '')
      .map((data) => JSON.parse(data));
  }
  if (!contentType.startsWith('application/json')) return [];
  const value: unknown = JSON.parse(text);
  return Array.isArray(value) ? value : [value];
}

/** A legacy session opened by hand. */
export interface RawSession {
  readonly id: string;
  readonly result: Json;
  /** Sends a request and returns its answer. */
  request(method: string, params?: unknown, headers?: Record<string, string>): Promise<Json>;
  raw(body: unknown, headers?: Record<string, string>, method?: string): Promise<RawAnswer>;
}

/** Opens a legacy session. */
export async function openRawSession(
  url: string,
  key: string,
  options: { version?: string; capabilities?: unknown } = {},
): Promise<RawSession> {
  const version = options.version ?? '2025-11-25';
  const opened = await send(url, {
    headers: { authorization: `Bearer ${key}` },
    body: {
      jsonrpc: '2.0',
      id: 0,
      method: 'initialize',
      params: { protocolVersion: version, capabilities: options.capabilities ?? {}, clientInfo: { name: 'raw', version: '1' } },
    },
  });
  const id = opened.headers['mcp-session-id'];
  if (opened.status !== 200 || typeof id !== 'string') throw new Error(`initialize answered ${opened.status}: ${opened.body}`);
  const base = {
    authorization: `Bearer ${key}`,
    'mcp-session-id': id,
    'mcp-protocol-version': opened.messages[0].result.protocolVersion as string,
  };
  await send(url, { headers: base, body: { jsonrpc: '2.0', method: 'notifications/initialized' } });
  let next = 1;
  return {
    id,
    result: opened.messages[0].result,
    async request(method, params, headers = {}) {
      const requestId = next++;
      const answer = await send(url, {
        headers: { ...base, ...headers },
        body: { jsonrpc: '2.0', id: requestId, method, ...(params === undefined ? {} : { params }) },
      });
      return answer.messages.find((message) => message.id === requestId && message.method === undefined) ?? answer;
    },
    raw: (body, headers = {}, method = 'POST') => send(url, { method, headers: { ...base, ...headers }, body }),
  };
}
