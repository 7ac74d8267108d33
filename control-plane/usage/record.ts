import type { DriftObservation__Output } from '../../proto/generated/gateway/v1/DriftObservation.ts';
import type { Invocation__Output } from '../../proto/generated/gateway/v1/Invocation.ts';

/** A row of `invocations` as it is sent to the database: column name to value. */
export type InvocationRow = Readonly<Record<string, unknown>>;

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
/** The years PostgreSQL and people can do something with: 2000 to 2200. */
const EARLIEST_MS = 946_684_800_000;
const LATEST_MS = 7_258_118_400_000;
const MAX_DECISIONS = 200;
const MAX_LISTED = 200;

/**
 * A reported call as a row, or null when it can never be stored: an id that is no UUID, a time out of all bounds.
 *
 * Text is cut to a length and rid of NUL, which PostgreSQL cannot hold: a record is worth more than its odd character.
 */
export function invocationRow(record: Invocation__Output, nodeId: string): InvocationRow | null {
  if (!UUID.test(record.id) || !isStorableTime(record.startedAtMs)) return null;
  return {
    id: record.id.toLowerCase(),
    started_at: new Date(record.startedAtMs).toISOString(),
    node_id: nodeId,
    latency_us: count(record.latencyUs),
    upstream_us: count(record.upstreamUs),
    project_id: text(record.projectId, 64),
    application_id: text(record.applicationId, 64),
    key_id: text(record.keyId, 64),
    agent_name: text(record.agentName, 200),
    agent_version: text(record.agentVersion, 100),
    user_subject: text(record.userSubject, 500),
    session: text(record.session, 100),
    trace_id: text(record.traceId, 64),
    registry_id: text(record.registryId, 64),
    server_id: text(record.serverId, 64),
    item_id: text(record.itemId, 64),
    requested_name: text(record.requestedName, 256),
    item_digest: text(record.itemDigest, 64),
    method: text(record.method, 100),
    outcome: text(record.outcome, 32) || 'fault',
    reason: text(record.reason, 100),
    detail: text(record.detail, 500),
    request_bytes: count(record.requestBytes),
    response_bytes: count(record.responseBytes),
    decisions: record.decisions.slice(0, MAX_DECISIONS).map((decision) => ({
      ruleId: text(decision.ruleId, 200),
      detectorId: text(decision.detectorId, 200),
      family: text(decision.family, 64),
      action: text(decision.action, 32),
      mode: text(decision.mode, 32),
      phase: text(decision.phase, 32),
      carrier: text(decision.carrier, 200),
      path: text(decision.path, 500),
      start: decision.start,
      end: decision.end,
      confidence: Math.round(decision.confidence * 1e6) / 1e6,
      label: text(decision.label, 200),
      failed: decision.failed,
    })),
    coverage: record.coverage
      ? {
          inspected: record.coverage.inspected
            .slice(0, MAX_LISTED)
            .map(({ carrier, count: times, bytes }) => ({ carrier: text(carrier, 200), count: times, bytes })),
          uninspected: record.coverage.uninspected
            .slice(0, MAX_LISTED)
            .map(({ carrier, path, reason }) => ({ carrier: text(carrier, 200), path: text(path, 500), reason: text(reason, 64) })),
          detectors: record.coverage.detectors.slice(0, MAX_LISTED).map((detector) => text(detector, 200)),
        }
      : null,
    credential: record.credential
      ? {
          mode: text(record.credential.mode, 32),
          credentialId: text(record.credential.credentialId, 64),
          version: record.credential.version,
          provider: text(record.credential.provider, 200),
          subject: text(record.credential.subject, 500),
          tokenHash: text(record.credential.tokenHash, 64),
        }
      : null,
    incident_id: text(record.incidentId, 64),
    route: text(record.route, 32),
    protocol_version: text(record.protocolVersion, 32),
    config_version: text(record.configVersion, 32),
    remote_address: text(record.remoteAddress, 64),
    action: text(record.action, 32) || 'allow',
    would_be_action: text(record.wouldBeAction, 32) || 'allow',
  };
}

/** A reported drift as a row, or null when it can never be stored. */
export function driftRow(record: DriftObservation__Output, nodeId: string): InvocationRow | null {
  if (!UUID.test(record.id) || !isStorableTime(record.observedAtMs)) return null;
  return {
    id: record.id.toLowerCase(),
    node_id: nodeId,
    observed_at: new Date(record.observedAtMs).toISOString(),
    server_id: text(record.serverId, 64),
    item_id: text(record.itemId, 64),
    type: text(record.type, 32),
    name: text(record.name, 2_000),
    digest: text(record.digest, 64),
    definition: text(record.definition.toString('utf8'), 256 * 1024),
  };
}

function isStorableTime(ms: number): boolean {
  return ms >= EARLIEST_MS && ms < LATEST_MS;
}

function text(value: string, max: number): string {
  const cut = value.length > max ? value.slice(0, max) : value;
  return (cut.includes('\0') ? cut.replaceAll('\0', '\ufffd') : cut).replace(LONE_SURROGATE, '\ufffd');
}

function count(value: number): number {
  return Number.isSafeInteger(value) && value > 0 ? value : 0;
}

/** Cutting can part a surrogate pair. */
const LONE_SURROGATE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;
