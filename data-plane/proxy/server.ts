import { createServer, type IncomingMessage, type Server as HttpServer, type ServerResponse } from 'node:http';
import { endpointPath, PROTECTED_RESOURCE_WELL_KNOWN } from '../auth/index.ts';
import { Cancellation } from '../lib/cancellation.ts';
import type { Snapshot } from '../config/snapshot.ts';
import { badEnvelope, limited, noConfig, type Refusal } from './errors.ts';
import { connectionTarget, type EventStream } from './event-stream.ts';
import { Exchange, type Arrival } from './exchange.ts';
import { HTTP_DELETE, HTTP_GET, METHODS, RESPONSE, UNKNOWN_METHOD, UNKNOWN_NOTIFICATION } from './methods/index.ts';
import { plainStream, sessionStream } from './methods/streams.ts';
import type { ProxyNode } from './node.ts';
import { allowOrigin, mediaProblem, plain, preflight, readBody, refuseEarly, serveMetadata, type Route } from './http-edge.ts';
import { originProblem, type OriginRules } from './origin-check.ts';
import { runPipeline } from './pipeline.ts';
import { readArrival, type Reading } from './read-arrival.ts';
import { BatchReply, PostReply, type Reply } from './reply.ts';

/** The MCP listener of a node. */
export interface McpServer {
  readonly http: HttpServer;
  readonly inFlight: ReadonlySet<Exchange>;
  /** Takes no new calls and waits for those under way, then cuts what is left. */
  drain(timeoutMs: number): Promise<void>;
}

/** Terminates HTTP from agents and hands every message to the pipeline. */
export function createMcpServer(node: ProxyNode, rules: OriginRules): McpServer {
  const inFlight = new Set<Exchange>();
  const routes = new Map<string, Route | null>();
  let draining = false;

  const routeOf = (url: string): Route | null => {
    let route = routes.get(url);
    if (route === undefined) {
      route = parseRoute(url);
      if (routes.size >= 10_000) routes.clear();
      routes.set(url, route);
    }
    return route;
  };

  function onRequest(request: IncomingMessage, response: ServerResponse): void {
    const snapshot = node.snapshots.current();
    const problem = originProblem(rules, request.headers.host, request.headers.origin, snapshot?.publicUrl ?? null);
    if (problem !== null) return plain(request, response, 403, problem);
    const route = routeOf(request.url ?? '/');
    if (route === null) return plain(request, response, 404, 'not found; MCP endpoints are /mcp/{registry} and /mcp/{registry}/{server}');
    if (request.headers.origin !== undefined) allowOrigin(response, request.headers.origin);
    if (request.method === 'OPTIONS') return preflight(request, response);
    if (snapshot === null) return refuseEarly(request, response, noConfig('no_config'));
    if (route.kind === 'metadata') return serveMetadata(request, response, route, snapshot);
    if (draining)
      return refuseEarly(request, response, {
        ...limited('shutting_down', 'this node is shutting down; another one will answer', 1, false),
        status: 503,
      });
    if (inFlight.size >= node.settings.maxInFlight)
      return refuseEarly(request, response, { ...limited('node_busy', 'calls in flight on this node', 1, false), status: 503 });
    switch (request.method) {
      case 'POST':
        return readBody(request, response, node.settings.maxRequestBytes, (body) => onBody(request, response, route, snapshot, body));
      case 'GET':
      case 'DELETE':
        request.resume();
        return onBodiless(request, response, route, snapshot);
      default:
        return plain(request, response, 405, 'only POST, GET and DELETE are served here', { allow: 'POST, GET, DELETE' });
    }
  }

  function onBody(request: IncomingMessage, response: ServerResponse, route: Route, snapshot: Snapshot, body: Buffer): void {
    const { headers } = request;
    const reading = readArrival(body, headers, node.settings);
    const arrival = arrivalOf(request, route, snapshot, reading.era);
    const problem = mediaProblem(request) ?? reading.problem;
    if (reading.era === 'modern') {
      response.once('close', () => {
        if (!response.writableFinished) arrival.abort.abort();
      });
    }
    const [only] = reading.messages;
    if (only === undefined)
      return run(
        new Exchange(arrival, UNKNOWN_METHOD, 'unreadable', null, null, body, new PostReply(response, noStream), reading.protocolVersion),
        problem,
      );
    if (!reading.isBatch) {
      const reply = new PostReply(response, (target, retryMs) => openStream(exchange, target, retryMs));
      const exchange = exchangeOf(arrival, only, reply, reading.protocolVersion);
      return run(exchange, problem);
    }
    const batch = new BatchReply(response, (target, retryMs) => openStream(first as Exchange, target, retryMs), reading.messages.length);
    const exchanges = reading.messages.map((message) => exchangeOf(arrival, message, batch.element(), reading.protocolVersion));
    const [first] = exchanges;
    exchanges.forEach((exchange, index) => {
      const envelope = reading.messages[index]?.envelope;
      run(exchange, problem ?? (envelope?.kind === 'invalid' ? badEnvelope(envelope.detail) : null));
    });
  }

  function onBodiless(request: IncomingMessage, response: ServerResponse, route: Route, snapshot: Snapshot): void {
    const version = request.headers['mcp-protocol-version'];
    const isModern = typeof version === 'string' && version >= '2026' && request.headers['mcp-session-id'] === undefined;
    const arrival = arrivalOf(request, route, snapshot, isModern ? 'modern' : 'legacy');
    const get = request.method === 'GET';
    const reply = new PostReply(response, noStream);
    run(
      new Exchange(
        arrival,
        get ? HTTP_GET : HTTP_DELETE,
        get ? 'http/get' : 'http/delete',
        null,
        null,
        EMPTY,
        reply,
        typeof version === 'string' ? version : '',
      ),
      null,
    );
  }

  /** The stream of an exchange's answer: resumable in a session, plain without one. */
  function openStream(exchange: Exchange, response: ServerResponse, retryMs: number | null): EventStream {
    const { session } = exchange;
    const stream = exchange.modern || session === null ? plainStream(node, () => undefined) : sessionStream(session, node, exchange.id);
    stream.attach(connectionTarget(response), null, retryMs);
    return stream;
  }

  function run(exchange: Exchange, problem: Refusal | null): void {
    exchange.problem = problem;
    const pending = runPipeline(exchange, node);
    if (pending === undefined) return;
    inFlight.add(exchange);
    void pending.finally(() => inFlight.delete(exchange));
  }

  const http = createServer(
    {
      maxHeaderSize: 32 * 1024,
      headersTimeout: 10_000,
      requestTimeout: node.settings.bodyTimeoutMs,
      keepAliveTimeout: 75_000,
      connectionsCheckingInterval: 5_000,
      noDelay: true,
    },
    onRequest,
  );

  return {
    http,
    inFlight,
    async drain(timeoutMs) {
      draining = true;
      http.close();
      http.closeIdleConnections();
      const until = Date.now() + timeoutMs;
      while (inFlight.size > 0 && Date.now() < until) await new Promise((resolve) => setTimeout(resolve, 20));
      for (const exchange of inFlight) exchange.arrival.abort.abort('the node is shutting down');
      for (const session of node.sessions.all()) {
        for (const listener of session.listeners) listener.end();
        for (const stream of session.streams.values()) stream.close();
      }
      // What was just ended still has to be told to its callers.
      const flushed = Date.now() + 200;
      while (inFlight.size > 0 && Date.now() < flushed) await new Promise((resolve) => setTimeout(resolve, 5));
      await new Promise((resolve) => setImmediate(resolve));
      http.closeIdleConnections();
      await new Promise((resolve) => setTimeout(resolve, 20));
      http.closeAllConnections();
    },
  };
}

function exchangeOf(arrival: Arrival, message: Reading['messages'][number], reply: Reply, version: string): Exchange {
  const { envelope, bytes } = message;
  switch (envelope.kind) {
    case 'invalid':
      return new Exchange(arrival, UNKNOWN_METHOD, 'invalid', null, envelope.id, bytes, reply, version);
    case 'request':
      return new Exchange(
        arrival,
        METHODS.get(envelope.method) ?? UNKNOWN_METHOD,
        envelope.method,
        envelope,
        envelope.id,
        bytes,
        reply,
        version,
      );
    case 'notification':
      return new Exchange(
        arrival,
        METHODS.get(envelope.method) ?? UNKNOWN_NOTIFICATION,
        envelope.method,
        envelope,
        null,
        bytes,
        reply,
        version,
      );
    case 'response':
    case 'error':
      return new Exchange(arrival, RESPONSE, 'response', envelope, null, bytes, reply, version);
  }
}

function arrivalOf(request: IncomingMessage, route: Route, snapshot: Snapshot, era: 'legacy' | 'modern'): Arrival {
  return {
    startedAtMs: Date.now(),
    startedTicks: performance.now(),
    headers: request.headers,
    remoteAddress: request.socket.remoteAddress ?? '',
    origin: snapshot.publicUrl ?? `http://${request.headers.host ?? 'localhost'}`,
    path: route.path,
    registryName: route.registry,
    serverName: route.server,
    era,
    snapshot,
    abort: new Cancellation(),
  };
}

const NAME = '[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?';
const ROUTE = new RegExp(`^(${PROTECTED_RESOURCE_WELL_KNOWN.replaceAll('.', '\\.')})?/mcp/(${NAME})(?:/(${NAME}))?/?(?:\\?.*)?$`);

function parseRoute(url: string): Route | null {
  const match = url.length > 2_048 ? null : ROUTE.exec(url);
  if (match === null) return null;
  const registry = match[2] as string;
  const server = match[3] ?? null;
  return { kind: match[1] === undefined ? 'mcp' : 'metadata', registry, server, path: endpointPath(registry, server) };
}

function noStream(): EventStream {
  throw new Error('this answer cannot become a stream');
}

const EMPTY = Buffer.alloc(0);
