import type { Caller } from '../../auth/index.ts';
import type { Registry } from '../../config/snapshot.ts';
import { inspectRequest } from '../../guardrails/index.ts';
import { changes, spanAt } from '../../lib/json-splice.ts';
import { blocked, invalidArguments } from '../errors.ts';
import type { Exchange } from '../exchange.ts';
import { argumentProblem } from '../schema-check.ts';
import type { Stage } from '../pipeline.ts';

/** Stage 6: the arguments fit the approved schema, and guardrails judge every one of them. Nothing has been sent yet. */
export const inspectCall: Stage = {
  name: 'inspect-call',
  run(exchange) {
    const { params, item } = exchange;
    switch (exchange.methodName) {
      case 'tools/call': {
        const args = params?.['arguments'];
        if (item !== null) {
          const problem = argumentProblem(item, args);
          if (problem !== null) return exchange.refuse(invalidArguments(problem));
        }
        if (args !== undefined) judge(exchange, args, ['params', 'arguments'], item?.definition['inputSchema'] ?? null);
        judgeInputs(exchange);
        return;
      }
      case 'prompts/get': {
        const args = params?.['arguments'];
        if (args !== undefined) judge(exchange, args, ['params', 'arguments'], null);
        judgeInputs(exchange);
        return;
      }
      case 'resources/read':
        judge(exchange, { uri: exchange.upstreamName }, null, URI_SCHEMA);
        judgeInputs(exchange);
        return;
      case 'resources/subscribe':
        judge(exchange, { uri: exchange.upstreamName }, null, URI_SCHEMA);
        return;
      case 'completion/complete':
        judge(exchange, params?.['argument'], ['params', 'argument'], null);
        if (params?.['context'] !== undefined) judge(exchange, params['context'], ['params', 'context'], null);
        return;
      case 'response':
        if (exchange.envelope?.kind === 'response') judge(exchange, exchange.envelope.result, ['result'], null);
        return;
    }
  },
};

/** What a modern client adds when it repeats a request: the answers of the person or the model (2026-07-28, MRTR). */
function judgeInputs(exchange: Exchange): void {
  const inputs = exchange.params?.['inputResponses'];
  if (inputs !== undefined && !exchange.settled) judge(exchange, inputs, ['params', 'inputResponses'], null);
}

function judge(exchange: Exchange, value: unknown, path: readonly string[] | null, inputSchema: unknown): void {
  if (exchange.settled || value === undefined) return;
  const { server, item } = exchange;
  const description = item?.definition['description'];
  const verdict = inspectRequest((exchange.registry as Registry).policy, {
    server: server?.name ?? null,
    tool: item?.name ?? null,
    applicationId: (exchange.caller as Caller).application.id,
    arguments: value,
    inputSchema,
    description: typeof description === 'string' ? description : null,
  });
  exchange.judged(verdict);
  // What has no place in the message (a URI) cannot be redacted, only refused.
  if (verdict.action === 'block' || (verdict.action === 'redact' && path === null)) {
    exchange.incidentId = exchange.recordId;
    exchange.refuse(
      blocked(
        'request_blocked',
        verdict.message ?? 'Blocked by a guardrail of this gateway.',
        exchange.incidentId,
        detectorsOf(verdict.decisions),
      ),
    );
    return;
  }
  // Also on `allow`: reversible tokens may have been put back to their clear values for this tool.
  if (path !== null && verdict.value !== value) {
    const span = spanAt(exchange.bytes, ...path);
    if (span !== null) (exchange.splices ??= []).push(...changes(exchange.bytes, value, verdict.value, span.start));
  }
}

/** Ids of the detectors that decided, without what they matched. */
export function detectorsOf(
  decisions: readonly { readonly detectorId: string; readonly action: string; readonly mode: string }[],
): readonly string[] {
  return [
    ...new Set(decisions.filter(({ action, mode }) => action === 'block' && mode === 'enforce').map(({ detectorId }) => detectorId)),
  ].slice(0, 10);
}

const URI_SCHEMA = { type: 'object', properties: { uri: { type: 'string', format: 'uri' } } };
