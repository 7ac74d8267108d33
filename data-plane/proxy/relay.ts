import type { Caller } from '../auth/index.ts';
import type { Item, Registry, Server, Snapshot } from '../config/snapshot.ts';
import { inspectResponse } from '../guardrails/index.ts';
import type { Verdict } from '../guardrails/policy.ts';
import { changes, spanAt, splice, type Splice } from '../lib/json-splice.ts';
import { errorAnswer, INTERNAL_ERROR, METHOD_NOT_FOUND } from '../lib/jsonrpc.ts';
import { isRecord, metaOf } from '../lib/mcp.ts';
import type { Session } from '../sessions/session.ts';
import { UpstreamFault, type UpstreamMessage, type UpstreamSession } from '../upstream/channel.ts';
import { aggregatedUri } from './agent-uri.ts';
import { BLOCKED } from './errors.ts';
import type { Exchange } from './exchange.ts';
import type { ProxyNode } from './node.ts';
import { sealServerRequest } from './server-request.ts';
import { recordStandingDecision } from './standing-record.ts';

/** The capability a client needs for each request a server may make of it. */
const CLIENT_METHODS: Readonly<Record<string, string>> = {
  'sampling/createMessage': 'sampling',
  'elicitation/create': 'elicitation',
  'roots/list': 'roots',
};

/** A server's message during a call: judged, then on its way to the agent on the stream of that call. */
export function relay(exchange: Exchange, node: ProxyNode, upstream: UpstreamSession, message: UpstreamMessage): void {
  const { envelope } = message;
  if (exchange.settled) return;
  if (envelope.kind === 'notification') {
    if (exchange.modern && !wantedByModern(exchange, envelope.method)) return;
    const judged = judge(exchange.registry as Registry, upstream.server, exchange.item, exchange.caller as Caller, 'notification', envelope.params);
    exchange.judged({ ...judged, coverage: null });
    if (judged.action === 'block') return;
    exchange.reply.event(rewriteNotification(exchange, upstream, message, judged));
    return;
  }
  if (envelope.kind !== 'request') return;
  if (answeredHere(upstream, message)) return;
  const session = exchange.session as Session;
  const judged = judge(exchange.registry as Registry, upstream.server, exchange.item, exchange.caller as Caller, 'server-request', envelope.params);
  exchange.judged({ ...judged, coverage: null });
  const problem = exchange.modern
    ? { code: METHOD_NOT_FOUND, text: 'requests to the client need a session, which modern clients do not have' }
    : requestProblem(session, envelope.method, judged);
  if (problem !== null) return reply(node, upstream, errorAnswer(envelope.id, problem.code, problem.text));
  exchange.reply.event(requestForAgent(exchange.snapshot, session, node, upstream, message, judged));
}

/** What a server says outside of calls, for a session that may have a GET stream on this node. */
export function relayStanding(exchange: Exchange, node: ProxyNode, session: Session): (server: Server, message: UpstreamMessage) => void {
  const registryId = (exchange.registry as Registry).id;
  const caller = exchange.caller as Caller;
  const { aggregated } = exchange;
  return (server, message) => {
    const { envelope } = message;
    const snapshot = node.snapshots.current();
    const registry = snapshot?.registryById.get(registryId);
    const upstream = session.upstreams.get(server.id);
    if (snapshot === null || registry === undefined || !registry.enabled || upstream === undefined) return;
    const current = snapshot.serverById.get(server.id);
    if (current === undefined || !current.enabled) return;
    if (envelope.kind === 'notification') {
      const uri = envelope.params?.['uri'];
      if (envelope.method === 'notifications/resources/updated' && (typeof uri !== 'string' || !session.subscriptions.has(aggregated ? aggregatedUri(current, uri) : uri))) return;
      const judged = judge(registry, current, null, caller, 'notification', envelope.params);
      if (judged.decisions.length > 0) recordStandingDecision(node, snapshot, session, caller, registry, current, envelope.method, judged, aggregated);
      if (judged.action === 'block') return;
      session.standing?.send(splice(message.bytes, [...redaction(message, judged, envelope.params), ...uriSplice(aggregated, current, message)]));
      return;
    }
    if (envelope.kind !== 'request' || answeredHere(upstream, message)) return;
    const judged = judge(registry, current, null, caller, 'server-request', envelope.params);
    if (judged.decisions.length > 0) recordStandingDecision(node, snapshot, session, caller, registry, current, envelope.method, judged, aggregated);
    const problem = requestProblem(session, envelope.method, judged) ?? (session.standing === null ? { code: INTERNAL_ERROR, text: 'the client has no stream open to be asked on' } : null);
    if (problem !== null) return reply(node, upstream, errorAnswer(envelope.id, problem.code, problem.text));
    session.standing?.send(requestForAgent(snapshot, session, node, upstream, message, judged));
  };
}

function judge(registry: Registry, server: Server, item: Item | null, caller: Caller, kind: 'notification' | 'server-request', value: unknown): Verdict {
  return inspectResponse(registry.policy, { server: server.name, tool: item?.name ?? null, applicationId: caller.application.id, kind, value: value ?? {} });
}

/** A modern client gets progress it asked for, log messages at a level it asked for, and nothing else during a call. */
function wantedByModern(exchange: Exchange, method: string): boolean {
  const meta = metaOf(exchange.params);
  if (method === 'notifications/progress') return meta?.['progressToken'] !== undefined;
  if (method === 'notifications/message') return meta?.['io.modelcontextprotocol/logLevel'] !== undefined;
  return !method.endsWith('/list_changed') && method !== 'notifications/resources/updated';
}

function rewriteNotification(exchange: Exchange, upstream: UpstreamSession, message: UpstreamMessage, judged: Verdict): Buffer {
  const { envelope, bytes } = message;
  if (envelope.kind !== 'notification') return bytes;
  const splices = [...redaction(message, judged, envelope.params), ...uriSplice(exchange.aggregated, upstream.server, message)];
  if (upstream.shared && envelope.method === 'notifications/progress' && envelope.params?.['progressToken'] === exchange.recordId) {
    const span = spanAt(bytes, 'params', 'progressToken');
    const own = metaOf(exchange.params)?.['progressToken'];
    if (span !== null && own !== undefined) splices.push({ start: span.start, end: span.end, text: JSON.stringify(own) });
  }
  return splice(bytes, splices);
}

function redaction(message: UpstreamMessage, judged: Verdict, before: unknown): Splice[] {
  if (judged.action !== 'redact' || judged.value === before) return [];
  const span = spanAt(message.bytes, 'params');
  return span === null ? [] : changes(message.bytes, before, judged.value, span.start);
}

function uriSplice(aggregated: boolean, server: Server, message: UpstreamMessage): Splice[] {
  const { envelope } = message;
  if (!aggregated || envelope.kind !== 'notification' || envelope.method !== 'notifications/resources/updated') return [];
  const uri = envelope.params?.['uri'];
  if (typeof uri !== 'string') return [];
  const shown = aggregatedUri(server, uri);
  const span = shown === uri ? null : spanAt(message.bytes, 'params', 'uri');
  return span === null ? [] : [{ start: span.start, end: span.end, text: JSON.stringify(shown) }];
}

/** Pings of a server are answered here: they ask whether we are alive, not whether the agent is. */
function answeredHere(upstream: UpstreamSession, message: UpstreamMessage): boolean {
  const { envelope } = message;
  if (envelope.kind !== 'request' || envelope.method !== 'ping') return false;
  void upstream.send(Buffer.from(`{"jsonrpc":"2.0","id":${JSON.stringify(envelope.id)},"result":{}}`), 'response').catch(() => undefined);
  return true;
}

function requestProblem(session: Session, method: string, judged: Verdict): { code: number; text: string } | null {
  if (judged.action === 'block') return { code: BLOCKED, text: 'blocked by a guardrail of the gateway' };
  const needed = CLIENT_METHODS[method];
  if (needed !== undefined && !isRecord(session.claims.capabilities[needed])) return { code: METHOD_NOT_FOUND, text: `the client did not declare the capability ${needed}` };
  return null;
}

function requestForAgent(snapshot: Snapshot, session: Session, node: ProxyNode, upstream: UpstreamSession, message: UpstreamMessage, judged: Verdict): Buffer {
  const { envelope, bytes } = message;
  if (envelope.kind !== 'request') return bytes;
  const splices = redaction(message, judged, envelope.params);
  const span = spanAt(bytes, 'id');
  const id = sealServerRequest(snapshot, session.claims.key, node.nodeId, upstream, envelope.id, envelope.method);
  if (span !== null) splices.push({ start: span.start, end: span.end, text: JSON.stringify(id) });
  return splice(bytes, splices);
}

function reply(node: ProxyNode, upstream: UpstreamSession, message: string): void {
  upstream.send(Buffer.from(message), 'response').catch((error: unknown) => {
    node.log.warn({ server: upstream.server.name, reason: error instanceof UpstreamFault ? error.reason : String(error) }, 'a server could not be told that its request was refused');
  });
}
