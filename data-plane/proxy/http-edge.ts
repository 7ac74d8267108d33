import type { IncomingMessage, ServerResponse } from 'node:http';
import { protectedResourceMetadata } from '../auth/index.ts';
import type { Snapshot } from '../config/snapshot.ts';
import { errorAnswer } from '../lib/jsonrpc.ts';
import { badJson, type Refusal } from './errors.ts';
import { answer } from './reply.ts';

/** Where a request goes, by its path. */
export interface Route {
  readonly kind: 'mcp' | 'metadata';
  readonly registry: string;
  readonly server: string | null;
  readonly path: string;
}

/** Reads a body within its bounds; slow ones are cut by the listener's own timeouts. */
export function readBody(request: IncomingMessage, response: ServerResponse, maxBytes: number, onRead: (body: Buffer) => void): void {
  const tooLarge = (): void => {
    request.removeAllListeners('data');
    request.removeAllListeners('end');
    const { status, code, message } = badJson(`the message is larger than ${maxBytes} bytes`, 413);
    // Closing now would reset the connection of a client that is still sending, and it would never read why.
    let dropped = 0;
    request.on('data', (chunk: Buffer) => {
      dropped += chunk.length;
      if (dropped > MAX_DROPPED_BYTES) request.destroy();
    });
    answer(response, status, null, errorAnswer(null, code, message));
  };
  if (Number(request.headers['content-length'] ?? 0) > maxBytes) return tooLarge();
  let first: Buffer | null = null;
  let chunks: Buffer[] | null = null;
  let bytes = 0;
  request.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes > maxBytes) return tooLarge();
    if (first === null) first = chunk;
    else if (chunks === null) chunks = [first, chunk];
    else chunks.push(chunk);
  });
  request.on('end', () => onRead(chunks === null ? (first ?? EMPTY) : Buffer.concat(chunks)));
  request.on('error', () => undefined);
}

/** What is wrong with the media types of a POST, or null. */
export function mediaProblem(request: IncomingMessage): Refusal | null {
  const type = request.headers['content-type'] ?? '';
  if (!/^application\/json\s*(?:;|$)/i.test(type)) return { ...badJson('the content type must be application/json', 415), code: -32000 };
  if ((request.headers['content-encoding'] ?? 'identity') !== 'identity')
    return { ...badJson('compressed requests are not accepted', 415), code: -32000 };
  const accept = request.headers.accept ?? '';
  const takes = (wanted: string, wide: string): boolean => accept.includes(wanted) || accept.includes('*/*') || accept.includes(wide);
  if (!takes('application/json', 'application/*') || !takes('text/event-stream', 'text/*')) {
    return { ...badJson('the Accept header must list application/json and text/event-stream', 406), code: -32000 };
  }
  return null;
}

export function serveMetadata(request: IncomingMessage, response: ServerResponse, route: Route, snapshot: Snapshot): void {
  if (request.method !== 'GET') return plain(request, response, 405, 'only GET is served here', { allow: 'GET' });
  request.resume();
  const registry = snapshot.registryByName.get(route.registry) ?? null;
  const server = route.server === null ? null : (registry?.serverByName.get(route.server) ?? null);
  const origin = snapshot.publicUrl ?? `http://${request.headers.host ?? 'localhost'}`;
  const document = protectedResourceMetadata({ origin, path: route.path, registry, server }, snapshot);
  answer(response, 200, { 'access-control-allow-origin': '*' }, JSON.stringify(document));
}

/** Browsers of allowed origins may read what is answered (Fetch Standard, CORS protocol). */
export function allowOrigin(response: ServerResponse, origin: string): void {
  response.setHeader('access-control-allow-origin', origin);
  response.setHeader('access-control-expose-headers', 'mcp-session-id, www-authenticate, retry-after');
  response.setHeader('vary', 'origin');
}

export function preflight(request: IncomingMessage, response: ServerResponse): void {
  request.resume();
  response.setHeader('access-control-allow-methods', 'GET, POST, DELETE, OPTIONS');
  response.setHeader(
    'access-control-allow-headers',
    'authorization, content-type, accept, last-event-id, mcp-protocol-version, mcp-session-id, mcp-method, mcp-name, x-portcullis-key, x-portcullis-user, traceparent, tracestate',
  );
  response.setHeader('access-control-max-age', '600');
  answer(response, 204, null, null);
}

/** An answer before there is an exchange. The connection ends: its rest may be anything. */
export function refuseEarly(request: IncomingMessage, response: ServerResponse, refusal: Refusal): void {
  request.resume();
  answer(response, refusal.status, { ...refusal.headers, connection: 'close' }, errorAnswer(null, refusal.code, refusal.message));
}

/** A short answer without an exchange. */
export function plain(
  request: IncomingMessage,
  response: ServerResponse,
  status: number,
  message: string,
  headers: Readonly<Record<string, string>> = {},
): void {
  request.resume();
  answer(response, status, headers, errorAnswer(null, -32000, message));
}

const EMPTY = Buffer.alloc(0);
/** How much of a refused body is read before the connection is cut. */
const MAX_DROPPED_BYTES = 64 * 1024 * 1024;
