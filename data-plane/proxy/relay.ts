import type { Caller } from '../auth/index.ts';
import type { Item, Registry, Server, Snapshot } from '../config/snapshot.ts';
import { inspectResponse, StreamCarry } from '../guardrails/index.ts';
import type { Verdict } from '../guardrails/policy.ts';
import { changes, spanAt, splice, type Splice } from '../lib/json-splice.ts';
import { errorAnswer, INTERNAL_ERROR, METHOD_NOT_FOUND } from '../lib/jsonrpc.ts';
import { META_LOG_LEVEL, metaOf } from '../lib/mcp.ts';
import type { Session } from '../sessions/session.ts';
import { UpstreamFault, type UpstreamMessage, type UpstreamSession } from '../upstream/channel.ts';
import { aggregatedUri } from './agent-uri.ts';
import { lackingCapability } from './bridge/legacy-to-modern.ts';
import { BLOCKED } from './errors.ts';
import type { Exchange } from './exchange.ts';
import type { ProxyNode } from './node.ts';
import { sealServerRequest } from './server-request.ts';
import { recordStandingDecision } from './standing-record.ts';

/**
 * A server's message during a call: judged, then on its way to the agent on the stream of that call.
 *
 * A notification is judged together with the end of those before it, so that a value split over several is seen.
 */
export function relay(origin: Exchange, node: ProxyNode, upstream: UpstreamSession, message: UpstreamMessage): void {
  const { envelope } = message;
  const exchange = origin.parked?.attendant ?? origin;
  if (envelope.kind === 'notification') {
    if (exchange.settled) return;
    if (exchange.modern && !wantedByModern(exchange, envelope.method, envelope.params)) return;
    const judged = judge(
      exchange.registry as Registry,
      upstream.server,
      exchange.item,
      exchange.caller as Caller,
      'notification',
      envelope.params,
      (origin.carry ??= new StreamCarry()),
    );
    exchange.judged({ ...judged, coverage: null });
    if (judged.action === 'block') return;
    exchange.reply.event(rewriteNotification(exchange, upstream, message, judged));
    return;
  }
  if (envelope.kind !== 'request' || answeredHere(upstream, message)) return;
  const session = exchange.session as Session;
  const judged = judge(
    exchange.registry as Registry,
    upstream.server,
    exchange.item,
    exchange.caller as Caller,
    'server-request',
    envelope.params,
  );
  exchange.judged({ ...judged, coverage: null });
  const problem = requestProblem(session, envelope.method, envelope.params, judged);
  if (problem !== null) return reply(node, upstream, errorAnswer(envelope.id, problem.code, problem.text));
  if (origin.parked !== null) return origin.parked.ask(envelope.id, { method: envelope.method, params: judged.value });
  if (exchange.modern || exchange.settled)
    return reply(node, upstream, errorAnswer(envelope.id, INTERNAL_ERROR, 'the client can no longer be asked about this call'));
  exchange.reply.event(requestForAgent(exchange.snapshot, session, node, upstream, message, judged));
}

/** What servers say outside of calls, for a session that may have streams on this node. */
export function relayStanding(
  { registryId, caller, aggregated }: { readonly registryId: string; readonly caller: Caller; readonly aggregated: boolean },
  node: ProxyNode,
  session: Session,
): (upstream: UpstreamSession, message: UpstreamMessage) => void {
  const carry = new StreamCarry();
  return (upstream, message) => {
    const { envelope } = message;
    const snapshot = node.snapshots.current();
    const registry = snapshot?.registryById.get(registryId);
    if (snapshot === null || registry === undefined || !registry.enabled) return;
    const server = snapshot.serverById.get(upstream.server.id);
    if (server === undefined || !server.enabled) return;
    if (envelope.kind === 'notification') {
      const { method, params } = envelope;
      const uri = typeof params?.['uri'] === 'string' ? params['uri'] : null;
      const shownUri = uri === null ? null : aggregated ? aggregatedUri(server, uri) : uri;
      if (method === 'notifications/resources/updated' && (shownUri === null || !session.subscriptions.has(shownUri))) return;
      const judged = judge(registry, server, null, caller, 'notification', params, carry);
      if (judged.decisions.length > 0)
        recordStandingDecision(node, snapshot, session, caller, registry, server, method, judged, aggregated);
      if (judged.action === 'block') return;
      const bytes = splice(message.bytes, [...redaction(message, judged, params), ...uriSplice(message, uri, shownUri)]);
      session.standing?.send(bytes);
      for (const listener of session.listeners) listener.onNotification(server.id, method, shownUri, bytes);
      return;
    }
    if (envelope.kind !== 'request' || answeredHere(upstream, message)) return;
    const judged = judge(registry, server, null, caller, 'server-request', envelope.params);
    if (judged.decisions.length > 0)
      recordStandingDecision(node, snapshot, session, caller, registry, server, envelope.method, judged, aggregated);
    const problem =
      requestProblem(session, envelope.method, envelope.params, judged) ??
      (session.standing === null ? { code: INTERNAL_ERROR, text: 'the client has no stream open to be asked on' } : null);
    if (problem !== null) return reply(node, upstream, errorAnswer(envelope.id, problem.code, problem.text));
    session.standing?.send(requestForAgent(snapshot, session, node, upstream, message, judged));
  };
}

function judge(
  registry: Registry,
  server: Server,
  item: Item | null,
  caller: Caller,
  kind: 'notification' | 'server-request',
  value: unknown,
  carry: StreamCarry | null = null,
): Verdict {
  return inspectResponse(registry.policy, {
    server: server.name,
    tool: item?.name ?? null,
    applicationId: caller.application.id,
    kind,
    value: value ?? {},
    ...(carry === null ? {} : { carry }),
  });
}

/** Severities from the least to the worst (RFC 5424). */
const LEVELS = ['debug', 'info', 'notice', 'warning', 'error', 'critical', 'alert', 'emergency'];

/** A modern client gets progress it asked for, log messages from the level it asked for on, and no changes during a call. */
function wantedByModern(exchange: Exchange, method: string, params: Readonly<Record<string, unknown>> | undefined): boolean {
  const meta = metaOf(exchange.params);
  if (method === 'notifications/progress') return meta?.['progressToken'] !== undefined;
  if (method === 'notifications/message') {
    const least = LEVELS.indexOf(String(meta?.[META_LOG_LEVEL]));
    return least !== -1 && LEVELS.indexOf(String(params?.['level'])) >= least;
  }
  return !method.endsWith('/list_changed') && method !== 'notifications/resources/updated' && method !== 'notifications/cancelled';
}

function rewriteNotification(exchange: Exchange, upstream: UpstreamSession, message: UpstreamMessage, judged: Verdict): Buffer {
  const { envelope, bytes } = message;
  if (envelope.kind !== 'notification') return bytes;
  const uri = typeof envelope.params?.['uri'] === 'string' ? envelope.params['uri'] : null;
  const splices = [
    ...redaction(message, judged, envelope.params),
    ...uriSplice(message, uri, uri === null || !exchange.aggregated ? uri : aggregatedUri(upstream.server, uri)),
  ];
  if (upstream.shared && envelope.method === 'notifications/progress') {
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

function uriSplice(message: UpstreamMessage, uri: string | null, shown: string | null): Splice[] {
  const { envelope } = message;
  if (uri === shown || envelope.kind !== 'notification' || envelope.method !== 'notifications/resources/updated') return [];
  const span = spanAt(message.bytes, 'params', 'uri');
  return span === null ? [] : [{ start: span.start, end: span.end, text: JSON.stringify(shown) }];
}

/** Pings of a server are answered here: they ask whether we are alive, not whether the agent is. */
function answeredHere(upstream: UpstreamSession, message: UpstreamMessage): boolean {
  const { envelope } = message;
  if (envelope.kind !== 'request' || envelope.method !== 'ping') return false;
  void upstream.send(Buffer.from(`{"jsonrpc":"2.0","id":${JSON.stringify(envelope.id)},"result":{}}`), 'response').catch(() => undefined);
  return true;
}

function requestProblem(session: Session, method: string, params: unknown, judged: Verdict): { code: number; text: string } | null {
  if (judged.action === 'block') return { code: BLOCKED, text: 'blocked by a guardrail of the gateway' };
  const lacking = lackingCapability(session, method, params);
  return lacking === null
    ? null
    : { code: METHOD_NOT_FOUND, text: `the client did not declare the capability ${Object.keys(lacking).join(', ')}` };
}

function requestForAgent(
  snapshot: Snapshot,
  session: Session,
  node: ProxyNode,
  upstream: UpstreamSession,
  message: UpstreamMessage,
  judged: Verdict,
): Buffer {
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
    node.log.warn(
      { server: upstream.server.name, reason: error instanceof UpstreamFault ? error.reason : String(error) },
      'a server could not be told that its request was refused',
    );
  });
}
