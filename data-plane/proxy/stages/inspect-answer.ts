import type { Caller } from '../../auth/index.ts';
import type { Registry, Server } from '../../config/snapshot.ts';
import { inspectResponse, inspectResponseAsync, needsAsync, type InspectedMessage } from '../../guardrails/index.ts';
import type { Verdict } from '../../guardrails/policy.ts';
import type { Envelope } from '../../lib/jsonrpc.ts';
import { changes, insertMembers, memberSpans, splice, type MemberSpan, type Splice } from '../../lib/json-splice.ts';
import { isRecord } from '../../lib/mcp.ts';
import { UpstreamFault, type UpstreamMessage } from '../../upstream/channel.ts';
import { asyncParts, verdictUnlessCalledOff } from '../async-inspection.ts';
import { blocked } from '../errors.ts';
import type { Exchange } from '../exchange.ts';
import { agentError, modernMembers, withAgentUris, withPrivateScope } from '../incoming.ts';
import type { ProxyNode } from '../node.ts';
import type { Stage } from '../pipeline.ts';
import { settleFault } from './call-upstream.ts';
import { detectorsOf } from './inspect-call.ts';

/**
 * Stage 9: guardrails judge every carrier of the server's answer, errors too, before any of it leaves.
 *
 * Bytes that nothing was found in are passed on as they came; a hit writes anew only what it touches. Synchronous, but
 * where the policy asks a webhook or the answer is large enough for a thread.
 */
export const inspectAnswer: Stage = {
  name: 'inspect-answer',
  run(exchange, node) {
    const message = exchange.upstreamAnswer;
    if (message === null) return;
    const { envelope } = message;
    if (envelope.kind !== 'response' && envelope.kind !== 'error') return;
    const isError = envelope.kind === 'error';
    const value = isError ? envelope.error : envelope.result;
    const outputSchema = exchange.methodName === 'tools/call' ? exchange.item?.definition['outputSchema'] : undefined;
    const { policy } = exchange.registry as Registry;
    const inspected: InspectedMessage = {
      server: exchange.server?.name ?? null,
      tool: exchange.item?.name ?? null,
      applicationId: (exchange.caller as Caller).application.id,
      kind: isError ? 'error' : 'result',
      value,
      ...(outputSchema === undefined ? {} : { outputSchema }),
    };
    const size = message.bytes.length;
    if (!needsAsync(policy, 'tool-result', inspected, size))
      return apply(exchange, node, message, envelope, value, inspectResponse(policy, inspected));
    const pending = inspectResponseAsync(policy, inspected, size, asyncParts(exchange, node));
    return verdictUnlessCalledOff(exchange, pending).then((verdict) => {
      if (verdict !== null) apply(exchange, node, message, envelope, value, verdict);
    });
  },
};

function apply(
  exchange: Exchange,
  node: ProxyNode,
  message: UpstreamMessage,
  envelope: Extract<Envelope, { kind: 'response' | 'error' }>,
  value: unknown,
  verdict: Verdict,
): void {
  exchange.judged(verdict);
  if (verdict.action === 'block') {
    exchange.incidentId = exchange.recordId;
    exchange.refuse(
      blocked(
        'response_blocked',
        verdict.message ?? 'Blocked by a guardrail of this gateway.',
        exchange.incidentId,
        detectorsOf(verdict.decisions),
      ),
    );
    return;
  }
  if (envelope.kind === 'error') {
    exchange.outcome = 'upstream_error';
    exchange.reason = 'upstream_error';
    exchange.detail = `the server answered with JSON-RPC error ${envelope.error.code}`;
    const shown = agentError(exchange, envelope.error.code);
    exchange.status = shown.status;
    const value = shown.code === envelope.error.code ? verdict.value : { ...(verdict.value as object), code: shown.code };
    exchange.answer = rewritten(exchange, message.bytes, envelope.id, 'error', envelope.error, value, NOTHING);
    exchange.settled = true;
    return;
  }
  if (isRecord(value) && value['isError'] === true && exchange.methodName === 'tools/call') {
    exchange.outcome = 'tool_error';
    exchange.reason = 'tool_error';
  }
  let added = NOTHING;
  let after = withAgentUris(exchange, verdict.value);
  if (exchange.modern && isRecord(value)) {
    try {
      added = modernMembers(exchange, node.identity, value);
    } catch (error) {
      if (!(error instanceof UpstreamFault)) throw error;
      return settleFault(exchange, exchange.server as Server, error);
    }
    after = withPrivateScope(after);
  }
  exchange.settled = true;
  exchange.answer = rewritten(exchange, message.bytes, envelope.id, 'result', value, after, added);
}

const NOTHING: Readonly<Record<string, unknown>> = {};

function rewritten(
  exchange: Exchange,
  bytes: Buffer,
  id: unknown,
  member: string,
  before: unknown,
  after: unknown,
  added: Readonly<Record<string, unknown>>,
): Buffer {
  const adds = added !== NOTHING && Object.keys(added).length > 0;
  if (id === exchange.id && before === after && !adds) return bytes;
  const spans = memberSpans(bytes);
  const splices: Splice[] = [];
  const find = (key: string): MemberSpan | undefined => spans.find((span) => span.key === key);
  if (id !== exchange.id) {
    const span = find('id');
    if (span !== undefined) splices.push({ start: span.start, end: span.end, text: JSON.stringify(exchange.id) });
  }
  const span = find(member);
  if (span !== undefined) {
    const patches = before === after ? [] : changes(bytes, before, after, span.start);
    // Where the object is written anew as a whole, what is added is written with it.
    if (patches.length === 1 && patches[0]?.start === span.start)
      splices.push({ start: span.start, end: span.end, text: JSON.stringify({ ...added, ...(after as object) }) });
    else {
      splices.push(...patches);
      if (adds) splices.push(insertMembers(bytes, span.start, added));
    }
  }
  return splice(bytes, splices);
}
