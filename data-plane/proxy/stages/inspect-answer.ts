import type { Caller } from '../../auth/index.ts';
import type { Registry } from '../../config/snapshot.ts';
import { inspectResponse } from '../../guardrails/index.ts';
import { changes, memberSpans, splice, type MemberSpan, type Splice } from '../../lib/json-splice.ts';
import { isRecord } from '../../lib/mcp.ts';
import { blocked } from '../errors.ts';
import type { Exchange } from '../exchange.ts';
import { incoming } from '../incoming.ts';
import type { Stage } from '../pipeline.ts';
import { detectorsOf } from './inspect-call.ts';

/**
 * Stage 9: guardrails judge every carrier of the server's answer, errors too, before any of it leaves.
 *
 * Bytes that nothing was found in are passed on as they came; a hit writes anew only what it touches.
 */
export const inspectAnswer: Stage = {
  name: 'inspect-answer',
  run(exchange) {
    const message = exchange.upstreamAnswer;
    if (message === null) return;
    const { envelope } = message;
    if (envelope.kind !== 'response' && envelope.kind !== 'error') return;
    const isError = envelope.kind === 'error';
    const value = isError ? envelope.error : envelope.result;
    const outputSchema = exchange.methodName === 'tools/call' ? exchange.item?.definition['outputSchema'] : undefined;
    const verdict = inspectResponse((exchange.registry as Registry).policy, {
      server: exchange.server?.name ?? null,
      tool: exchange.item?.name ?? null,
      applicationId: (exchange.caller as Caller).application.id,
      kind: isError ? 'error' : 'result',
      value,
      ...(outputSchema === undefined ? {} : { outputSchema }),
    });
    exchange.judged(verdict);
    if (verdict.action === 'block') {
      exchange.incidentId = exchange.recordId;
      exchange.refuse(blocked('response_blocked', verdict.message ?? 'Blocked by a guardrail of this gateway.', exchange.incidentId, detectorsOf(verdict.decisions)));
      return;
    }
    const shown = incoming(exchange, isError ? 'error' : 'result', verdict.value);
    if (isError) {
      exchange.outcome = 'upstream_error';
      exchange.reason = 'upstream_error';
      exchange.detail = `the server answered with JSON-RPC error ${envelope.error.code}`;
    } else if (isRecord(value) && value['isError'] === true && exchange.methodName === 'tools/call') {
      exchange.outcome = 'tool_error';
      exchange.reason = 'tool_error';
    }
    exchange.settled = true;
    exchange.answer = rewritten(exchange, message.bytes, envelope.id, isError ? 'error' : 'result', value, shown);
  },
};

function rewritten(exchange: Exchange, bytes: Buffer, id: unknown, member: string, before: unknown, after: unknown): Buffer {
  if (id === exchange.id && before === after) return bytes;
  const spans = memberSpans(bytes);
  const splices: Splice[] = [];
  const find = (key: string): MemberSpan | undefined => spans.find((span) => span.key === key);
  if (id !== exchange.id) {
    const span = find('id');
    if (span !== undefined) splices.push({ start: span.start, end: span.end, text: JSON.stringify(exchange.id) });
  }
  if (before !== after) {
    const span = find(member);
    if (span !== undefined) splices.push(...changes(bytes, before, after, span.start));
  }
  return splice(bytes, splices);
}
