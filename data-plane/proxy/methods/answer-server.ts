import { spanAt, splice } from '../../lib/json-splice.ts';
import type { AgentAnswer, Session } from '../../sessions/session.ts';
import { UpstreamFault } from '../../upstream/channel.ts';
import type { Exchange } from '../exchange.ts';
import type { ProxyNode } from '../node.ts';
import { openingOf, settleFault } from '../stages/call-upstream.ts';

/** Delivers an agent's answer: to the server that asked, under the id that server gave, or to the call here that asked. */
export async function answerServer(exchange: Exchange, node: ProxyNode): Promise<void> {
  const { ticket, envelope } = exchange;
  const session = exchange.session as Session;
  if (ticket === null) {
    const id = envelope?.kind === 'response' || envelope?.kind === 'error' ? envelope.id : null;
    // Anything else answers nothing we asked: there is nobody to deliver it to.
    if (typeof id === 'string' && id.startsWith('pcm.')) answerCall(exchange, node, session, id);
    exchange.acknowledge(202);
    return;
  }
  const span = spanAt(exchange.bytes, 'id');
  const splices = exchange.splices ?? [];
  if (span !== null) splices.push({ start: span.start, end: span.end, text: JSON.stringify(ticket.upstreamId) });
  const bytes = splice(exchange.bytes, splices);
  if (ticket.nodeId !== '' && ticket.nodeId !== node.nodeId) {
    // The server speaks over a connection that only the other node has.
    node.bus.tell(ticket.nodeId, 'deliver', { session: session.claims.key, serverId: ticket.serverId, text: bytes.toString('utf8') });
    exchange.acknowledge(202);
    return;
  }
  try {
    const held = session.upstreams.get(ticket.serverId) ?? node.upstreams.adopt(openingOf(exchange, node), ticket);
    await held.send(bytes, 'response');
    exchange.acknowledge(202);
  } catch (error) {
    if (!(error instanceof UpstreamFault) || exchange.server === null) throw error;
    settleFault(exchange, exchange.server, error);
  }
}

/** The answer as it leaves the guardrails, for the call that waits for it here or on the node whose name is in the id. */
function answerCall(exchange: Exchange, node: ProxyNode, session: Session, id: string): void {
  const bytes = exchange.splices === null ? exchange.bytes : splice(exchange.bytes, exchange.splices);
  const { result, error } = JSON.parse(bytes.toString('utf8')) as AgentAnswer;
  const answer: AgentAnswer = error === undefined ? { result } : { error };
  const waiting = session.awaiting.get(id);
  if (waiting !== undefined) return waiting(answer);
  const nodeId = id.split('.')[1] ?? '';
  if (nodeId !== '' && nodeId !== node.nodeId) node.bus.tell(nodeId, 'agent-answer', { session: session.claims.key, id, answer });
}
