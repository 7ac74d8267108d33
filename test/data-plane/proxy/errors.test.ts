/** What callers see of each refusal: literals, so that a change of the wire is a decision. */
import { describe, expect, it } from 'vitest';
import * as errors from '../../../data-plane/proxy/errors.ts';
import type { Refusal } from '../../../data-plane/proxy/errors.ts';

const row = ({ reason, outcome, status, code, asToolResult = false }: Refusal) => [reason, outcome, status, code, asToolResult];

describe('refusals on the wire', () => {
  it.each<[string, Refusal, unknown[]]>([
    ['no JSON', errors.badJson('x'), ['bad_json', 'refused', 400, -32700, false]],
    ['too large', errors.badJson('x', 413), ['bad_json', 'refused', 413, -32700, false]],
    ['no message', errors.badEnvelope('x'), ['bad_envelope', 'refused', 400, -32600, false]],
    ['a batch', errors.batchNotAllowed(), ['batch_not_allowed', 'refused', 400, -32600, false]],
    ['headers that differ', errors.headerMismatch('Mcp-Name', 'x'), ['header_mismatch', 'refused', 400, -32020, false]],
    ['a modern version', errors.unsupportedVersion('x', [], true), ['unsupported_version', 'refused', 400, -32022, false]],
    ['a legacy version', errors.unsupportedVersion('x', [], false), ['unsupported_version', 'refused', 400, -32600, false]],
    ['no session', errors.sessionMissing(), ['session_missing', 'refused', 400, -32600, false]],
    ['an unknown session', errors.sessionUnknown(), ['session_unknown', 'refused', 404, -32001, false]],
    ['GET without a session', errors.methodNotAllowed(), ['session_missing', 'refused', 405, -32600, false]],
    ['an unknown method', errors.methodUnknown('x', false), ['method_unknown', 'refused', 200, -32601, false]],
    ['an unknown modern method', errors.methodUnknown('x', true), ['method_unknown', 'refused', 404, -32601, false]],
    ['parameters', errors.invalidParams('x'), ['invalid_params', 'refused', 200, -32602, false]],
    ['a cursor', errors.cursorInvalid(), ['cursor_invalid', 'refused', 200, -32602, false]],
    ['arguments', errors.invalidArguments('x'), ['invalid_arguments', 'refused', 200, -32602, true]],
    ['a tool', errors.unknownItem('tool', 'x', 'item_not_granted', false), ['item_not_granted', 'refused', 200, -32602, false]],
    ['a resource', errors.unknownItem('resource', 'x', 'item_unknown', false), ['item_unknown', 'refused', 200, -32002, false]],
    ['a modern resource', errors.unknownItem('resource', 'x', 'item_unknown', true), ['item_unknown', 'refused', 200, -32602, false]],
    ['an endpoint', errors.unknownEndpoint('not_granted'), ['not_granted', 'refused', 404, -32602, false]],
    ['no config', errors.noConfig('no_config'), ['no_config', 'fault', 503, -32603, false]],
    ['a limit', errors.limited('rate_limited', 'x', 3, false), ['rate_limited', 'refused', 429, -31002, false]],
    ['a limit of a tool', errors.limited('server_busy', 'x', 3, true), ['server_busy', 'refused', 200, -31002, true]],
    ['a guardrail', errors.blocked('request_blocked', 'x', 'i', []), ['request_blocked', 'blocked', 200, -31001, true]],
    ['an upstream', errors.upstreamFailed('upstream_timeout', 's', 'x'), ['upstream_timeout', 'upstream_error', 200, -31003, true]],
    ['a capability', errors.capabilityMissing({}, false), ['capability_missing', 'refused', 200, -32602, false]],
    ['a modern capability', errors.capabilityMissing({}, true), ['capability_missing', 'refused', 400, -32021, false]],
    ['a cancel', errors.cancelled('x'), ['cancelled', 'cancelled', 200, -31003, true]],
    ['a fault', errors.fault('id', 'x'), ['internal_error', 'fault', 500, -32603, false]],
  ])('%s', (_, refusal, expected) => {
    expect(row(refusal)).toEqual(expected);
  });

  it('of what cannot be used are one text, whatever the reason', () => {
    const texts = (['item_unknown', 'item_disabled', 'item_quarantined', 'item_not_granted', 'server_disabled'] as const).map(
      (reason) => errors.unknownItem('tool', 'x', reason, false).message,
    );
    expect(new Set(texts)).toEqual(new Set(['Unknown tool: x']));
  });

  it('name limits with the time to wait, and faults with an id and nothing else', () => {
    expect(errors.limited('rate_limited', 'x', 3, false).headers).toEqual({ 'retry-after': '3' });
    const { message, data } = errors.fault('an-id', 'the secret cause');
    expect([message, data]).toEqual(['Internal error (request an-id)', undefined]);
  });

  it('have codes of ours outside the range JSON-RPC keeps (JSON-RPC 2.0 §5.1)', () => {
    for (const code of [errors.BLOCKED, errors.LIMITED, errors.UPSTREAM_FAILED, errors.CREDENTIAL_NEEDED])
      expect(code > -32000 || code < -32768).toBe(true);
  });
});
