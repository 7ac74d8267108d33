/**
 * The record of one call, as the request path fills it in. Mirrors `Invocation` of proto/gateway/v1/usage.proto.
 *
 * Holds no payload, no secret and no matched text.
 */
import type { Coverage, Decision } from '../guardrails/policy.ts';

/** How a call ended. */
export type InvocationOutcome = 'ok' | 'tool_error' | 'refused' | 'blocked' | 'upstream_error' | 'cancelled' | 'fault';

/** Which credential went upstream; never its value. */
export interface CredentialUse {
  mode: 'internal' | 'oauth_passthrough' | 'token_broker' | 'none';
  credentialId: string;
  version: number;
  provider: string;
  subject: string;
  tokenHash: string;
}

/** One call. Empty strings where a fact is not known; units as the names say. */
export interface InvocationRecord {
  id: string;
  startedAtMs: number;
  latencyUs: number;
  upstreamUs: number;
  projectId: string;
  applicationId: string;
  keyId: string;
  agentName: string;
  agentVersion: string;
  userSubject: string;
  session: string;
  traceId: string;
  registryId: string;
  serverId: string;
  itemId: string;
  requestedName: string;
  itemDigest: string;
  method: string;
  outcome: InvocationOutcome;
  /** A code from the closed list in data-plane/proxy/errors.ts; empty for ok. */
  reason: string;
  detail: string;
  requestBytes: number;
  responseBytes: number;
  decisions: readonly Decision[];
  coverage: Coverage | null;
  credential: CredentialUse | null;
  incidentId: string;
  route: 'aggregated' | 'single';
  protocolVersion: string;
  configVersion: string;
  remoteAddress: string;
  action: 'allow' | 'redact' | 'block';
  wouldBeAction: 'allow' | 'redact' | 'block';
}

/** A live definition that differs from the approved one, or that nobody has seen yet. */
export interface DriftRecord {
  id: string;
  observedAtMs: number;
  serverId: string;
  itemId: string;
  type: string;
  name: string;
  digest: string;
  definition: Buffer;
}

/** Where the request path leaves its records. Never blocks and never throws. */
export interface UsageSink {
  invocation(record: InvocationRecord): void;
  drift(record: DriftRecord): void;
}
