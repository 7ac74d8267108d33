import type { Server } from '../../config/snapshot.ts';
import type { Session } from '../../sessions/session.ts';
import { UpstreamFault } from '../../upstream/channel.ts';
import { announce } from '../bridge/standing-elsewhere.ts';
import type { Exchange } from '../exchange.ts';
import { interestOf } from '../interest.ts';
import type { ProxyNode } from '../node.ts';
import { forward, openUpstream, settleFault } from '../stages/call-upstream.ts';

/** Subscribes to a resource at its server; what it then says reaches the session's GET stream. */
export async function subscribe(exchange: Exchange, node: ProxyNode): Promise<void> {
  const session = exchange.session as Session;
  const server = exchange.server as Server;
  if (session.subscriptions.size < MAX_SUBSCRIPTIONS)
    session.subscriptions.set(exchange.requestedName, { serverId: server.id, uri: exchange.upstreamName });
  try {
    const upstream = await openUpstream(exchange, node);
    if (session.standing === null) announce(session, upstream, node);
    else await upstream.listen(interestOf(session, server.id));
    // A modern server has no such request: what is listened to says it all.
    if (upstream.facts.era === 'modern') return exchange.succeed('{}');
  } catch (error) {
    if (!(error instanceof UpstreamFault)) throw error;
    session.subscriptions.delete(exchange.requestedName);
    return settleFault(exchange, server, error);
  }
  await forward(exchange, node);
  if (exchange.upstreamAnswer?.envelope.kind !== 'response') session.subscriptions.delete(exchange.requestedName);
}

/** Ends a subscription. */
export async function unsubscribe(exchange: Exchange, node: ProxyNode): Promise<void> {
  const session = exchange.session as Session;
  const server = exchange.server as Server;
  session.subscriptions.delete(exchange.requestedName);
  const upstream = session.upstreams.get(server.id);
  if (upstream !== undefined && upstream.facts.era === 'modern') {
    await upstream.listen(interestOf(session, server.id));
    return exchange.succeed('{}');
  }
  if (upstream !== undefined && session.standing === null) announce(session, upstream, node);
  await forward(exchange, node);
}

const MAX_SUBSCRIPTIONS = 10_000;
