import { splice } from '../../lib/json-splice.ts';
import { isRecord } from '../../lib/mcp.ts';
import type { Session } from '../../sessions/session.ts';
import { UpstreamFault, type UpstreamRequest, type UpstreamSession } from '../../upstream/channel.ts';
import { readUpstreamMessage } from '../../upstream/read-message.ts';
import { invalidParams, upstreamFailed } from '../errors.ts';
import type { Exchange } from '../exchange.ts';
import type { ProxyNode } from '../node.ts';
import { openState, sealState, type ParkedCall, type Turn } from './parked-calls.ts';

/** What ties a state to its caller and item; a state moved to another one does not open. */
const bindingOf = (exchange: Exchange): string =>
  `${(exchange.session as Session).binding}\n${exchange.methodName}\n${exchange.item?.id ?? ''}\n${exchange.upstreamName}`;

/**
 * A modern client's call to a legacy server: the server's questions become an `input_required` result, and the repeated
 * request goes on with the call that is still open, on whichever node it is.
 */
export async function callThroughParking(
  exchange: Exchange,
  node: ProxyNode,
  upstream: UpstreamSession,
  request: UpstreamRequest,
): Promise<void> {
  const parked = node.parked.begin(exchange.recordId, bindingOf(exchange), upstream);
  exchange.parked = parked;
  parked.follow(upstream.call({ ...request, cancellation: parked.cancellation }));
  await attend(exchange, node, parked);
}

/** Goes on with a parked call where the request carries our state; false where it does not. */
export async function resumeParked(exchange: Exchange, node: ProxyNode): Promise<boolean> {
  const state = exchange.params?.['requestState'];
  if (state === undefined) return false;
  const opened = openState(exchange.snapshot, bindingOf(exchange), state);
  if (opened === 'foreign') return false;
  if (opened === null) {
    exchange.refuse({ ...invalidParams('requestState is not valid for this caller and request'), reason: 'state_invalid' });
    return true;
  }
  const inputs = inputsOf(exchange);
  if (opened.nodeId !== node.nodeId) {
    await askOtherNode(exchange, node, opened.nodeId, opened.callId, inputs);
    return true;
  }
  const parked = node.parked.find(opened.callId, bindingOf(exchange));
  if (parked === null) {
    gone(exchange);
    return true;
  }
  exchange.parked = parked;
  exchange.upstream = parked.upstream;
  await parked.answer(inputs);
  await attend(exchange, node, parked);
  return true;
}

async function attend(exchange: Exchange, node: ProxyNode, parked: ParkedCall): Promise<void> {
  parked.attendant = exchange;
  const onAbort = (): void => parked.cancellation.abort('the client went away');
  exchange.arrival.abort.on(onAbort);
  try {
    conclude(exchange, node.nodeId, parked.id, await parked.next());
  } finally {
    exchange.arrival.abort.off(onAbort);
  }
}

function conclude(exchange: Exchange, nodeId: string, callId: string, turn: Turn): void {
  if (turn.kind === 'answer') {
    exchange.upstreamAnswer = turn.message;
    return;
  }
  const requestState = sealState(exchange.snapshot, bindingOf(exchange), nodeId, callId);
  exchange.succeed(JSON.stringify({ resultType: 'input_required', inputRequests: turn.questions, requestState }));
}

/** The answers as they leave the request guardrails. */
function inputsOf(exchange: Exchange): unknown {
  if (exchange.splices === null) return exchange.params?.['inputResponses'];
  const message = JSON.parse(splice(exchange.bytes, exchange.splices).toString('utf8')) as { params?: Record<string, unknown> };
  return message.params?.['inputResponses'];
}

async function askOtherNode(exchange: Exchange, node: ProxyNode, nodeId: string, callId: string, inputs: unknown): Promise<void> {
  const reply = await node.bus.ask(nodeId, 'resume', { callId, binding: bindingOf(exchange), inputs }, node.settings.callTimeoutMs);
  if (!isRecord(reply) || reply['kind'] === 'gone') return gone(exchange);
  if (reply['kind'] === 'ask') return conclude(exchange, nodeId, callId, { kind: 'ask', questions: reply['questions'] as never });
  if (reply['kind'] === 'answer') {
    exchange.upstreamAnswer = readUpstreamMessage(
      Buffer.from(String(reply['text'])),
      node.settings.maxResponseBytes,
      node.settings.maxDepth,
    );
    return;
  }
  throw new UpstreamFault('upstream_gone', 'ended the call while it was waiting for an answer');
}

/** What this node answers to another that was given a state of ours. */
export function answerOtherNodes(node: ProxyNode): void {
  node.bus.on('resume', async (payload) => {
    if (!isRecord(payload)) return { kind: 'gone' };
    const parked = node.parked.find(String(payload['callId']), String(payload['binding']));
    if (parked === null) return { kind: 'gone' };
    try {
      await parked.answer(payload['inputs']);
      const turn = await parked.next();
      return turn.kind === 'ask' ? turn : { kind: 'answer', text: turn.message.bytes.toString('utf8') };
    } catch {
      return { kind: 'failed' };
    }
  });
}

function gone(exchange: Exchange): void {
  exchange.refuse(
    upstreamFailed('upstream_gone', exchange.server?.name ?? '', 'no longer waits for these answers; call again without requestState'),
  );
}
