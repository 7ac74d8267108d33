// Original file: proto/gateway/v1/usage.proto

import type { Decision as _gateway_v1_Decision, Decision__Output as _gateway_v1_Decision__Output } from '../../gateway/v1/Decision.ts';
import type { Coverage as _gateway_v1_Coverage, Coverage__Output as _gateway_v1_Coverage__Output } from '../../gateway/v1/Coverage.ts';
import type { CredentialUse as _gateway_v1_CredentialUse, CredentialUse__Output as _gateway_v1_CredentialUse__Output } from '../../gateway/v1/CredentialUse.ts';
import type { Long } from '@grpc/proto-loader';

/**
 * One call: who, what, when, how it ended. No payload, no secret, no matched text.
 */
export interface Invocation {
  /**
   * UUID version 7, made by the node.
   */
  'id'?: (string);
  'nodeId'?: (string);
  /**
   * When it began, milliseconds since the epoch.
   */
  'startedAtMs'?: (number | string | Long);
  /**
   * From the first byte read to the last byte written, microseconds.
   */
  'latencyUs'?: (number | string | Long);
  /**
   * Of that, waiting for the upstream, microseconds.
   */
  'upstreamUs'?: (number | string | Long);
  /**
   * Empty where unknown (failed authentication).
   */
  'projectId'?: (string);
  'applicationId'?: (string);
  'keyId'?: (string);
  /**
   * The software that acts: clientInfo name and version, or the verified `act` claim.
   */
  'agentName'?: (string);
  'agentVersion'?: (string);
  /**
   * The person it acts for: the verified `sub`, or the header when the key may speak for users.
   */
  'userSubject'?: (string);
  /**
   * Keyed hash of the session id; never the id.
   */
  'session'?: (string);
  /**
   * W3C trace id (32 hex digits) from traceparent, empty for none.
   */
  'traceId'?: (string);
  'registryId'?: (string);
  'serverId'?: (string);
  /**
   * The tool, prompt or resource; empty for methods without one.
   */
  'itemId'?: (string);
  /**
   * The name the caller used, shortened to 256 characters.
   */
  'requestedName'?: (string);
  /**
   * Digest of the approved definition that was in force.
   */
  'itemDigest'?: (string);
  /**
   * JSON-RPC method.
   */
  'method'?: (string);
  /**
   * ok | tool_error | refused | blocked | upstream_error | cancelled | fault
   */
  'outcome'?: (string);
  /**
   * Why, for operators: a code from the closed list in data-plane/proxy/errors.ts; empty for ok.
   */
  'reason'?: (string);
  /**
   * What a person can act on; never a secret, at most 500 characters.
   */
  'detail'?: (string);
  'requestBytes'?: (number | string | Long);
  'responseBytes'?: (number | string | Long);
  'decisions'?: (_gateway_v1_Decision)[];
  'coverage'?: (_gateway_v1_Coverage | null);
  'credential'?: (_gateway_v1_CredentialUse | null);
  /**
   * Shown to the caller when a guardrail blocked.
   */
  'incidentId'?: (string);
  /**
   * aggregated | single
   */
  'route'?: (string);
  /**
   * Protocol version of the caller, such as 2025-11-25.
   */
  'protocolVersion'?: (string);
  /**
   * Config version that decided.
   */
  'configVersion'?: (string);
  /**
   * Address of the caller as the node saw it.
   */
  'remoteAddress'?: (string);
  /**
   * allow | redact | block: what guardrails enforced, and what they would have done had every rule been in enforce.
   */
  'action'?: (string);
  'wouldBeAction'?: (string);
}

/**
 * One call: who, what, when, how it ended. No payload, no secret, no matched text.
 */
export interface Invocation__Output {
  /**
   * UUID version 7, made by the node.
   */
  'id': (string);
  'nodeId': (string);
  /**
   * When it began, milliseconds since the epoch.
   */
  'startedAtMs': (number);
  /**
   * From the first byte read to the last byte written, microseconds.
   */
  'latencyUs': (number);
  /**
   * Of that, waiting for the upstream, microseconds.
   */
  'upstreamUs': (number);
  /**
   * Empty where unknown (failed authentication).
   */
  'projectId': (string);
  'applicationId': (string);
  'keyId': (string);
  /**
   * The software that acts: clientInfo name and version, or the verified `act` claim.
   */
  'agentName': (string);
  'agentVersion': (string);
  /**
   * The person it acts for: the verified `sub`, or the header when the key may speak for users.
   */
  'userSubject': (string);
  /**
   * Keyed hash of the session id; never the id.
   */
  'session': (string);
  /**
   * W3C trace id (32 hex digits) from traceparent, empty for none.
   */
  'traceId': (string);
  'registryId': (string);
  'serverId': (string);
  /**
   * The tool, prompt or resource; empty for methods without one.
   */
  'itemId': (string);
  /**
   * The name the caller used, shortened to 256 characters.
   */
  'requestedName': (string);
  /**
   * Digest of the approved definition that was in force.
   */
  'itemDigest': (string);
  /**
   * JSON-RPC method.
   */
  'method': (string);
  /**
   * ok | tool_error | refused | blocked | upstream_error | cancelled | fault
   */
  'outcome': (string);
  /**
   * Why, for operators: a code from the closed list in data-plane/proxy/errors.ts; empty for ok.
   */
  'reason': (string);
  /**
   * What a person can act on; never a secret, at most 500 characters.
   */
  'detail': (string);
  'requestBytes': (number);
  'responseBytes': (number);
  'decisions': (_gateway_v1_Decision__Output)[];
  'coverage': (_gateway_v1_Coverage__Output | null);
  'credential': (_gateway_v1_CredentialUse__Output | null);
  /**
   * Shown to the caller when a guardrail blocked.
   */
  'incidentId': (string);
  /**
   * aggregated | single
   */
  'route': (string);
  /**
   * Protocol version of the caller, such as 2025-11-25.
   */
  'protocolVersion': (string);
  /**
   * Config version that decided.
   */
  'configVersion': (string);
  /**
   * Address of the caller as the node saw it.
   */
  'remoteAddress': (string);
  /**
   * allow | redact | block: what guardrails enforced, and what they would have done had every rule been in enforce.
   */
  'action': (string);
  'wouldBeAction': (string);
}
