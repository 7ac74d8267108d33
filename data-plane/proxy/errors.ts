import type { AuthenticationReason } from '../auth/index.ts';
import { INTERNAL_ERROR, INVALID_PARAMS, INVALID_REQUEST, METHOD_NOT_FOUND, PARSE_ERROR } from '../lib/jsonrpc.ts';
import { HEADER_MISMATCH, MISSING_CLIENT_CAPABILITY, RESOURCE_NOT_FOUND, UNSUPPORTED_VERSION } from '../lib/mcp.ts';
import type { InvocationOutcome } from '../usage/invocation.ts';

/** Why a call did not come out `ok`: the closed list that records store. */
export type Reason =
  | AuthenticationReason
  | 'no_config'
  | 'stale_config'
  | 'registry_unknown'
  | 'registry_disabled'
  | 'not_granted'
  | 'server_unknown'
  | 'server_disabled'
  | 'item_unknown'
  | 'item_disabled'
  | 'item_quarantined'
  | 'item_not_granted'
  | 'item_not_read_only'
  | 'item_invalid'
  | 'bad_json'
  | 'bad_envelope'
  | 'batch_not_allowed'
  | 'header_mismatch'
  | 'unsupported_version'
  | 'session_missing'
  | 'session_unknown'
  | 'method_unknown'
  | 'invalid_params'
  | 'invalid_arguments'
  | 'capability_missing'
  | 'cursor_invalid'
  | 'state_invalid'
  | 'not_bridged'
  | 'rate_limited'
  | 'too_many_concurrent'
  | 'too_many_streams'
  | 'server_busy'
  | 'node_busy'
  | 'shutting_down'
  | 'request_blocked'
  | 'response_blocked'
  | 'credential_missing'
  | 'credential_unavailable'
  | 'connect_required'
  | 'upstream_target_refused'
  | 'upstream_unreachable'
  | 'upstream_timeout'
  | 'upstream_too_large'
  | 'upstream_status'
  | 'upstream_unauthorized'
  | 'upstream_invalid'
  | 'upstream_gone'
  | 'upstream_error'
  | 'transport_not_allowed'
  | 'tool_error'
  | 'cancelled'
  | 'internal_error';

/** How an expected no is answered. */
export interface Refusal {
  readonly reason: Reason;
  readonly outcome: InvocationOutcome;
  /** HTTP status where nothing was written yet. */
  readonly status: number;
  readonly code: number;
  /** What the caller reads. */
  readonly message: string;
  /** What the operator reads beside the reason; at most 500 characters, never a secret. */
  readonly detail?: string;
  readonly data?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** True where MCP prescribes a tool result with `isError` for tools/call instead of a JSON-RPC error. */
  readonly asToolResult?: boolean;
}

/** Our own JSON-RPC code for what a guardrail stopped; outside the range JSON-RPC keeps for itself. */
export const BLOCKED = -31001;
/** Our own JSON-RPC code for limits. */
export const LIMITED = -31002;
/** Our own JSON-RPC code for an upstream that could not be used. */
export const UPSTREAM_FAILED = -31003;
/** Our own JSON-RPC code for an upstream account that is not connected yet. */
export const CREDENTIAL_NEEDED = -31004;

const refused = (reason: Reason, status: number, code: number, message: string, more: Partial<Refusal> = {}): Refusal => ({
  reason,
  outcome: 'refused',
  status,
  code,
  message,
  ...more,
});

/** A body that is no single JSON message. */
export const badJson = (detail: string, status = 400): Refusal =>
  refused('bad_json', status, PARSE_ERROR, `Parse error: ${detail}`, { detail });

/** JSON that is no JSON-RPC message. */
export const badEnvelope = (detail: string): Refusal =>
  refused('bad_envelope', 400, INVALID_REQUEST, `Invalid request: ${detail}`, { detail });

/** A batch where the protocol version has none. */
export const batchNotAllowed = (): Refusal =>
  refused(
    'batch_not_allowed',
    400,
    INVALID_REQUEST,
    'Invalid request: JSON-RPC batches exist only in protocol version 2025-03-26; send one message a request',
  );

/** Headers that say something else than the body (2026-07-28). */
export const headerMismatch = (header: string, detail: string): Refusal =>
  refused('header_mismatch', 400, HEADER_MISMATCH, `Header mismatch: ${detail}`, { detail, data: { header } });

/** A protocol version we do not speak. */
export const unsupportedVersion = (requested: string, supported: readonly string[], modern: boolean): Refusal =>
  refused(
    'unsupported_version',
    400,
    modern ? UNSUPPORTED_VERSION : INVALID_REQUEST,
    `Unsupported protocol version: ${requested.slice(0, 64)}`,
    {
      data: { supported, requested: requested.slice(0, 64) },
    },
  );

/** A request that needs a session id and has none. */
export const sessionMissing = (): Refusal =>
  refused('session_missing', 400, INVALID_REQUEST, 'Bad request: the Mcp-Session-Id header is required after initialize');

/** GET or DELETE where there is no session to listen to or to end; modern clients have none. */
export const methodNotAllowed = (): Refusal =>
  refused('session_missing', 405, INVALID_REQUEST, 'Method not allowed: without a session only POST is served here', {
    headers: { allow: 'POST' },
  });

/** A session id that is unknown, ended, or somebody else's. */
export const sessionUnknown = (): Refusal => refused('session_unknown', 404, -32001, 'Session not found');

/** A method this endpoint does not have. 404 in the modern era. */
export const methodUnknown = (method: string, modern: boolean): Refusal =>
  refused('method_unknown', modern ? 404 : 200, METHOD_NOT_FOUND, 'Method not found', { detail: `method ${method.slice(0, 64)}` });

/** Parameters that do not fit the method. */
export const invalidParams = (detail: string, modern = false): Refusal =>
  refused('invalid_params', modern ? 400 : 200, INVALID_PARAMS, `Invalid params: ${detail}`, { detail });

/** A cursor that this gateway did not hand out for this list. */
export const cursorInvalid = (): Refusal => refused('cursor_invalid', 200, INVALID_PARAMS, 'Invalid params: the cursor is not valid');

/** Arguments that do not fit the approved input schema. A tool result, so that the model can correct itself (2025-11-25, server/tools). */
export const invalidArguments = (problem: string): Refusal =>
  refused('invalid_arguments', 200, INVALID_PARAMS, `Invalid arguments: ${problem}`, { detail: problem, asToolResult: true });

/** No grant, not enabled, not approved or unknown: one answer for all. The reason is for the record. */
export function unknownItem(type: 'tool' | 'prompt' | 'resource', name: string, reason: Reason, modern: boolean): Refusal {
  const shown = name.length > 256 ? `${name.slice(0, 256)}…` : name;
  if (type !== 'resource') return refused(reason, 200, INVALID_PARAMS, `Unknown ${type}: ${shown}`);
  return refused(reason, 200, modern ? INVALID_PARAMS : RESOURCE_NOT_FOUND, 'Resource not found', { data: { uri: shown } });
}

/** No such endpoint for this caller. */
export const unknownEndpoint = (reason: Reason): Refusal => refused(reason, 404, INVALID_PARAMS, 'Unknown registry or server');

/** The node holds no config, or has been out of contact for longer than the registry allows. */
export const noConfig = (reason: 'no_config' | 'stale_config'): Refusal =>
  refused(
    reason,
    503,
    INTERNAL_ERROR,
    reason === 'no_config'
      ? 'The gateway has no configuration yet; try again shortly'
      : 'The gateway has lost contact with its control plane',
    {
      outcome: 'fault',
      headers: { 'retry-after': '5' },
    },
  );

/** A limit was reached. 429, and a tool result where the answer is already under way. */
export const limited = (reason: Reason, what: string, retryAfterS: number, asToolResult: boolean): Refusal =>
  refused(reason, asToolResult ? 200 : 429, LIMITED, `Limit reached: ${what}. Try again in ${retryAfterS} s`, {
    detail: what,
    data: { retryAfter: retryAfterS },
    headers: { 'retry-after': String(retryAfterS) },
    asToolResult,
  });

/** A guardrail stopped the request or the answer. */
export const blocked = (
  reason: 'request_blocked' | 'response_blocked',
  message: string,
  incidentId: string,
  detectors: readonly string[],
): Refusal => ({
  reason,
  outcome: 'blocked',
  status: 200,
  code: BLOCKED,
  message: `${message} Incident ${incidentId}.`,
  data: { incidentId, detectors },
  asToolResult: true,
});

/** The upstream could not be used. Names the server and the bound, nothing of what it said. */
export const upstreamFailed = (reason: Reason, server: string, what: string, detail?: string): Refusal => ({
  reason,
  outcome: 'upstream_error',
  status: 200,
  code: UPSTREAM_FAILED,
  message: `The server "${server}" ${what}`,
  detail: (detail ?? what).slice(0, 500),
  data: { server },
  asToolResult: true,
});

/** What the agent's software cannot do but the answer needs. */
export const capabilityMissing = (required: Record<string, unknown>, modern: boolean): Refusal =>
  refused(
    'capability_missing',
    modern ? 400 : 200,
    modern ? MISSING_CLIENT_CAPABILITY : INVALID_PARAMS,
    'The client did not declare a capability this call needs',
    {
      data: { requiredCapabilities: required },
    },
  );

/** The call was called off. */
export const cancelled = (detail: string): Refusal => ({
  reason: 'cancelled',
  outcome: 'cancelled',
  status: 200,
  code: UPSTREAM_FAILED,
  message: 'The call was ended by the gateway before it was finished',
  detail,
  asToolResult: true,
});

/** Something of ours broke. The caller gets an id to quote and nothing else. */
export const fault = (requestId: string, detail: string): Refusal => ({
  reason: 'internal_error',
  outcome: 'fault',
  status: 500,
  code: INTERNAL_ERROR,
  message: `Internal error (request ${requestId})`,
  detail: detail.slice(0, 500),
});
