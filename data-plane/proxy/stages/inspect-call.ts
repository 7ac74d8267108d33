import type { Caller } from '../../auth/index.ts';
import type { Registry } from '../../config/snapshot.ts';
import { inspectRequest, inspectRequestAsync, needsAsync, type InspectedCall } from '../../guardrails/index.ts';
import type { Verdict } from '../../guardrails/policy.ts';
import { changes, spanAt } from '../../lib/json-splice.ts';
import { META_VERSION, metaOf } from '../../lib/mcp.ts';
import { asyncParts, verdictUnlessCalledOff } from '../async-inspection.ts';
import { blocked, invalidArguments } from '../errors.ts';
import type { Exchange } from '../exchange.ts';
import type { ProxyNode } from '../node.ts';
import { argumentProblem } from '../schema-check.ts';
import type { Stage } from '../pipeline.ts';

/**
 * Stage 6: the arguments fit the approved schema, and guardrails judge every one of them. Nothing has been sent yet.
 *
 * Synchronous, but where the policy asks a webhook.
 */
export const inspectCall: Stage = {
  name: 'inspect-call',
  run(exchange, node) {
    const rest = unnamed(exchange);
    const pending = rest === null ? undefined : judge(exchange, node, rest, null, null);
    return pending === undefined ? judgeNamed(exchange, node) : pending.then(() => judgeNamed(exchange, node));
  },
};

/** What a method's own parameters hold. */
function judgeNamed(exchange: Exchange, node: ProxyNode): void | Promise<void> {
  if (exchange.settled) return;
  const { params, item } = exchange;
  switch (exchange.methodName) {
    case 'tools/call': {
      const args = params?.['arguments'];
      if (item !== null) {
        const problem = argumentProblem(item, args);
        if (problem !== null) return exchange.refuse(invalidArguments(problem));
      }
      return inputsAfter(exchange, node, judge(exchange, node, args, ['params', 'arguments'], item?.definition['inputSchema'] ?? null));
    }
    case 'prompts/get': {
      const args = params?.['arguments'];
      return inputsAfter(exchange, node, judge(exchange, node, args, ['params', 'arguments'], null));
    }
    case 'resources/read':
      return inputsAfter(exchange, node, judge(exchange, node, { uri: exchange.upstreamName }, null, URI_SCHEMA));
    case 'resources/subscribe':
      return judge(exchange, node, { uri: exchange.upstreamName }, null, URI_SCHEMA);
    case 'completion/complete': {
      const pending = judge(exchange, node, params?.['argument'], ['params', 'argument'], null);
      const judgeContext = (): void | Promise<void> => judge(exchange, node, params?.['context'], ['params', 'context'], null);
      return pending === undefined ? judgeContext() : pending.then(judgeContext);
    }
    case 'response':
      if (exchange.envelope?.kind === 'response') return judge(exchange, node, exchange.envelope.result, ['result'], null);
      if (exchange.envelope?.kind === 'error') return judge(exchange, node, exchange.envelope.error, ['error'], null);
      return;
  }
}

/** Messages of the agent that are passed on although the gateway answers them itself. */
const TRAVELS: ReadonlySet<string> = new Set([
  'notifications/progress',
  'notifications/roots/list_changed',
  'resources/subscribe',
  'resources/unsubscribe',
]);
/** Parameters that are judged as what they are, or name an item that is known. */
const NAMED: ReadonlyMap<string, readonly string[]> = new Map([
  ['tools/call', ['name', 'arguments', 'inputResponses']],
  ['prompts/get', ['name', 'arguments', 'inputResponses']],
  ['resources/read', ['uri', 'inputResponses']],
  ['resources/subscribe', ['uri']],
  ['resources/unsubscribe', ['uri']],
  ['completion/complete', ['argument', 'context']],
]);

/**
 * What else of a message a server would read; null where there is nothing. A value in `_meta`, or under a name that means
 * nothing, carries a secret out as well as an argument does. It is refused, not redacted: nobody puts prose there.
 */
function unnamed(exchange: Exchange): Record<string, unknown> | null {
  const { params, methodName, id } = exchange;
  if (exchange.method.handle !== null && !TRAVELS.has(methodName)) return null;
  const named = NAMED.get(methodName) ?? [];
  // `requestState` is what a server gave to be handed back, opaque to everybody else.
  const others = Object.entries(params ?? {}).filter(([key]) => !named.includes(key) && key !== '_meta' && key !== 'requestState');
  const meta = Object.entries(metaOf(params) ?? {}).filter(([key, value]) => key !== META_VERSION && typeof value !== 'number');
  if (others.length === 0 && meta.length === 0 && typeof id !== 'string') return null;
  // As lists: what is under a name here must not stand in for what is under the same name there.
  return { others, meta, id };
}

/** What a modern client adds when it repeats a request: the answers of the person or the model (2026-07-28, MRTR). */
function inputsAfter(exchange: Exchange, node: ProxyNode, pending: void | Promise<void>): void | Promise<void> {
  const inputs = exchange.params?.['inputResponses'];
  if (inputs === undefined) return pending;
  const judgeInputs = (): void | Promise<void> => judge(exchange, node, inputs, ['params', 'inputResponses'], null);
  return pending === undefined ? judgeInputs() : pending.then(judgeInputs);
}

function judge(
  exchange: Exchange,
  node: ProxyNode,
  value: unknown,
  path: readonly string[] | null,
  inputSchema: unknown,
): void | Promise<void> {
  if (exchange.settled || value === undefined) return;
  const { server, item } = exchange;
  const description = item?.definition['description'];
  const { policy } = exchange.registry as Registry;
  const call: InspectedCall = {
    server: server?.name ?? null,
    tool: item?.name ?? null,
    applicationId: (exchange.caller as Caller).application.id,
    arguments: value,
    inputSchema,
    description: typeof description === 'string' ? description : null,
  };
  // A call of any size is judged here: only webhooks make it wait.
  if (!needsAsync(policy, 'tool-arguments', call, 0)) return apply(exchange, value, path, inspectRequest(policy, call));
  return verdictUnlessCalledOff(exchange, inspectRequestAsync(policy, call, asyncParts(exchange, node))).then((verdict) => {
    if (verdict !== null) apply(exchange, value, path, verdict);
  });
}

function apply(exchange: Exchange, value: unknown, path: readonly string[] | null, verdict: Verdict): void {
  exchange.judged(verdict);
  // What has no place in the message (a URI, a name) cannot be redacted, only refused.
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
