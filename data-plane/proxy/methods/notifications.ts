import { isRequestId } from '../../lib/jsonrpc.ts';
import type { Session } from '../../sessions/session.ts';
import { UpstreamFault, type UpstreamSession } from '../../upstream/channel.ts';
import type { Exchange } from '../exchange.ts';
import type { ProxyNode } from '../node.ts';
import { spanAt, splice } from '../../lib/json-splice.ts';

/** An agent calls a request of its own off: the server is told under the id it knows, and the call here ends. */
export async function cancelRequest(exchange: Exchange, node: ProxyNode): Promise<void> {
  exchange.acknowledge(202);
  const requestId = exchange.params?.['requestId'];
  const session = exchange.session as Session;
  if (!isRequestId(requestId)) return;
  if (!cancelHere(session, requestId, node, exchange.bytes)) {
    node.store.publish('cancel', JSON.stringify([node.nodeId, session.claims.key, requestId]));
  }
}

/** Cancels a call in flight on this node; false when it is not here. */
export function cancelHere(session: Session, requestId: string | number, node: ProxyNode, bytes: Buffer | null): boolean {
  const target = session.inFlight.get(requestId);
  if (target === undefined) return false;
  const { upstream } = target;
  session.inFlight.delete(requestId);
  void tell(upstream, target, node, bytes, requestId).finally(() => target.arrival.abort.abort());
  return true;
}

async function tell(upstream: UpstreamSession | null, target: Exchange, node: ProxyNode, bytes: Buffer | null, requestId: string | number): Promise<void> {
  if (upstream === null || upstream.facts.era !== 'legacy') return;
  const id = upstream.shared ? target.recordId : requestId;
  let message = bytes ?? Buffer.from(JSON.stringify({ jsonrpc: '2.0', method: 'notifications/cancelled', params: { requestId } }));
  if (id !== requestId) {
    const span = spanAt(message, 'params', 'requestId');
    if (span !== null) message = splice(message, [{ start: span.start, end: span.end, text: JSON.stringify(id) }]);
  }
  await send(upstream, message, 'notifications/cancelled', node);
}

/** Passes a notification on to every server of the session. */
export async function broadcast(exchange: Exchange, node: ProxyNode): Promise<void> {
  exchange.acknowledge(202);
  const session = exchange.session as Session;
  const upstreams = [...session.upstreams.values()].filter(({ facts, server }) => facts.era === 'legacy' && exchange.snapshot.serverById.get(server.id)?.enabled === true);
  await Promise.all(upstreams.map((upstream) => send(upstream, exchange.bytes, exchange.methodName, node)));
}

async function send(upstream: UpstreamSession, bytes: Buffer, method: string, node: ProxyNode): Promise<void> {
  try {
    await upstream.send(bytes, method);
  } catch (error) {
    if (!(error instanceof UpstreamFault)) throw error;
    node.log.info({ server: upstream.server.name, method, reason: error.reason }, 'a notification did not reach its server');
  }
}

