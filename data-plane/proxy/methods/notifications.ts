import { isRequestId, type RequestId } from '../../lib/jsonrpc.ts';
import type { Session } from '../../sessions/session.ts';
import { UpstreamFault, type UpstreamSession } from '../../upstream/channel.ts';
import type { Exchange } from '../exchange.ts';
import type { ProxyNode } from '../node.ts';

/** An agent calls a request of its own off: the server is told under the id it knows, and the call here ends. */
export function cancelRequest(exchange: Exchange, node: ProxyNode): void {
  exchange.acknowledge(202);
  const { requestId, reason } = exchange.params ?? {};
  const session = exchange.session as Session;
  // A modern client cancels by closing the stream; the notification means nothing here.
  if (exchange.modern || !isRequestId(requestId)) return;
  const why = typeof reason === 'string' ? reason.slice(0, 500) : undefined;
  if (!cancelHere(session, requestId, why)) node.bus.tellAll('cancel', { session: session.claims.key, requestId, reason: why });
}

/** Cancels a call in flight on this node; false when it is not here. */
export function cancelHere(session: Session, requestId: RequestId, reason: string | undefined): boolean {
  const target = session.inFlight.get(requestId);
  if (target === undefined) return false;
  session.inFlight.delete(requestId);
  target.calledOff = true;
  target.arrival.abort.abort(reason);
  return true;
}

/** Passes a notification on to every server of the session. */
export async function broadcast(exchange: Exchange, node: ProxyNode): Promise<void> {
  exchange.acknowledge(202);
  const session = exchange.session as Session;
  const upstreams = [...session.upstreams.values()].filter(
    ({ facts, server }) => facts.era === 'legacy' && exchange.snapshot.serverById.get(server.id)?.enabled === true,
  );
  await Promise.all(upstreams.map((upstream) => send(upstream, exchange, node)));
}

async function send(upstream: UpstreamSession, exchange: Exchange, node: ProxyNode): Promise<void> {
  try {
    await upstream.send(exchange.bytes, exchange.methodName);
  } catch (error) {
    if (!(error instanceof UpstreamFault)) throw error;
    node.log.info(
      { server: upstream.server.name, method: exchange.methodName, reason: error.reason },
      'a notification did not reach its server',
    );
  }
}
