import type { Session } from '../../sessions/session.ts';
import type { Exchange } from '../exchange.ts';
import type { ProxyNode } from '../node.ts';
import { forward, openUpstream } from '../stages/call-upstream.ts';
import { UpstreamFault } from '../../upstream/channel.ts';

/** Subscribes to a resource at its server; what it then says reaches the session's GET stream. */
export async function subscribe(exchange: Exchange, node: ProxyNode): Promise<void> {
  const session = exchange.session as Session;
  if (session.subscriptions.size < MAX_SUBSCRIPTIONS) session.subscriptions.add(exchange.requestedName);
  try {
    await (await openUpstream(exchange, node)).listen();
  } catch (error) {
    if (!(error instanceof UpstreamFault)) throw error;
  }
  await forward(exchange, node);
  const answer = exchange.upstreamAnswer?.envelope;
  if (answer === undefined || answer.kind !== 'response') session.subscriptions.delete(exchange.requestedName);
}

/** Ends a subscription. */
export async function unsubscribe(exchange: Exchange, node: ProxyNode): Promise<void> {
  (exchange.session as Session).subscriptions.delete(exchange.requestedName);
  await forward(exchange, node);
}

const MAX_SUBSCRIPTIONS = 10_000;
