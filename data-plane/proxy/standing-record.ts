import type { Caller } from '../auth/index.ts';
import type { Registry, Server, Snapshot } from '../config/snapshot.ts';
import type { Verdict } from '../guardrails/policy.ts';
import { uuid7 } from '../lib/uuid7.ts';
import type { Session } from '../sessions/session.ts';
import type { ProxyNode } from './node.ts';

/** Records what guardrails concluded on a message that belongs to no call. */
export function recordStandingDecision(
  node: ProxyNode,
  snapshot: Snapshot,
  session: Session,
  caller: Caller,
  registry: Registry,
  server: Server,
  method: string,
  verdict: Verdict,
  aggregated: boolean,
): void {
  const nowMs = node.nowMs();
  const id = uuid7(nowMs);
  node.usage.invocation({
    id,
    startedAtMs: nowMs,
    latencyUs: 0,
    upstreamUs: 0,
    projectId: registry.project.id,
    applicationId: caller.application.id,
    keyId: caller.keyId ?? '',
    agentName: session.claims.clientInfo.name,
    agentVersion: session.claims.clientInfo.version,
    userSubject: caller.subject ?? '',
    session: '',
    traceId: '',
    registryId: registry.id,
    serverId: server.id,
    itemId: '',
    requestedName: '',
    itemDigest: '',
    method: method.slice(0, 128),
    outcome: verdict.action === 'block' ? 'blocked' : 'ok',
    reason: verdict.action === 'block' ? 'response_blocked' : '',
    detail: '',
    requestBytes: 0,
    responseBytes: 0,
    decisions: verdict.decisions.slice(0, 100),
    coverage: verdict.coverage,
    credential: null,
    incidentId: verdict.action === 'block' ? id : '',
    route: aggregated ? 'aggregated' : 'single',
    protocolVersion: session.claims.protocolVersion,
    configVersion: snapshot.version,
    remoteAddress: '',
    action: verdict.action,
    wouldBeAction: verdict.wouldBe,
  });
}
