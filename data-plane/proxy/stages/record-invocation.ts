import { createHmac } from 'node:crypto';
import { META_CLIENT_INFO, metaOf } from '../../lib/mcp.ts';
import { clientInfoOf, type Session } from '../../sessions/session.ts';
import type { InvocationRecord } from '../../usage/invocation.ts';
import type { Exchange } from '../exchange.ts';
import type { Stage } from '../pipeline.ts';

/** Stage 10: the record of who called what, how it ended and what was decided on the way. Appended, never waited for. */
export const recordInvocation: Stage = {
  name: 'record-invocation',
  always: true,
  run(exchange, node) {
    const latencyMs = performance.now() - exchange.arrival.startedTicks;
    node.metrics.call(exchange.outcome, latencyMs);
    if (exchange.recordLeft || (exchange.outcome === 'ok' && !exchange.method.recorded && exchange.decisions === null)) return;
    exchange.recordLeft = true;
    node.usage.invocation(recordOf(exchange, latencyMs));
  },
};

/** What is recorded of an exchange. No payload, no secret, no matched text. */
export function recordOf(exchange: Exchange, latencyMs: number): InvocationRecord {
  const { arrival, session, registry, server, item, answer } = exchange;
  const caller = exchange.caller ?? exchange.knownCaller;
  const agent =
    session !== null
      ? session.claims.clientInfo
      : clientInfoOf(metaOf(exchange.params)?.[META_CLIENT_INFO] ?? exchange.params?.['clientInfo']);
  return {
    id: exchange.recordId,
    startedAtMs: arrival.startedAtMs,
    latencyUs: Math.round(latencyMs * 1000),
    upstreamUs: exchange.upstreamUs,
    projectId: caller?.application.projectId ?? '',
    applicationId: caller?.application.id ?? '',
    keyId: caller?.keyId ?? '',
    agentName: caller?.actor ?? agent.name,
    agentVersion: agent.version,
    userSubject: caller?.subject ?? '',
    session: session === null || session.id === '' ? '' : sessionLabel(session, exchange.snapshot.sealingKeys[0] as Buffer),
    traceId: traceIdOf(exchange),
    registryId: registry?.id ?? '',
    serverId: server?.id ?? '',
    itemId: item?.id ?? '',
    requestedName: exchange.requestedName.length > 256 ? exchange.requestedName.slice(0, 256) : exchange.requestedName,
    itemDigest: item?.digest ?? '',
    method: exchange.methodName.slice(0, 128),
    outcome: exchange.outcome,
    reason: exchange.reason,
    detail: exchange.detail.slice(0, 500),
    requestBytes: exchange.bytes.length,
    responseBytes: answer === null ? 0 : typeof answer === 'string' ? Buffer.byteLength(answer) : answer.length,
    decisions: exchange.decisions ?? [],
    coverage: exchange.coverage,
    credential: exchange.credentialUse,
    incidentId: exchange.incidentId,
    route: exchange.aggregated ? 'aggregated' : 'single',
    protocolVersion: exchange.protocolVersion,
    configVersion: exchange.snapshot.version,
    remoteAddress: arrival.remoteAddress,
    action: exchange.action,
    wouldBeAction: exchange.wouldBe,
  };
}

const labels = new WeakMap<Session, string>();

/** Names a session in records without giving its id away. */
function sessionLabel(session: Session, key: Buffer): string {
  let label = labels.get(session);
  if (label === undefined) labels.set(session, (label = createHmac('sha256', key).update(session.claims.key).digest('hex').slice(0, 32)));
  return label;
}

/** Source: W3C Trace Context §3.2; MCP 2026-07-28 carries it in `_meta`. */
function traceIdOf(exchange: Exchange): string {
  const header = exchange.arrival.headers['traceparent'];
  const parent = typeof header === 'string' ? header : metaOf(exchange.params)?.['traceparent'];
  if (typeof parent !== 'string') return '';
  return /^[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}/.exec(parent)?.[1] ?? '';
}
