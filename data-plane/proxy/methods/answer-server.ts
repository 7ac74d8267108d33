import { spanAt, splice } from '../../lib/json-splice.ts';
import type { RequestId } from '../../lib/jsonrpc.ts';
import type { Session } from '../../sessions/session.ts';
import { UpstreamFault } from '../../upstream/channel.ts';
import type { Exchange } from '../exchange.ts';
import type { ProxyNode } from '../node.ts';
import { openUpstream } from '../stages/call-upstream.ts';
import { settleFault } from '../stages/call-upstream.ts';

/** Delivers an agent's answer to the server that asked, under the id that server gave. */
export async function answerServer(exchange: Exchange, node: ProxyNode): Promise<void> {
  const { ticket } = exchange;
  const session = exchange.session as Session;
  if (ticket === null) {
    // An answer to nothing we asked: there is nobody to deliver it to.
    exchange.acknowledge(202);
    return;
  }
  const span = spanAt(exchange.bytes, 'id');
  const splices = exchange.splices ?? [];
  if (span !== null) splices.push({ start: span.start, end: span.end, text: JSON.stringify(ticket.upstreamId satisfies RequestId) });
  try {
    const upstream = session.upstreams.get(ticket.serverId) ?? (await openUpstream(exchange, node));
    await upstream.send(splice(exchange.bytes, splices), 'response');
    exchange.acknowledge(202);
  } catch (error) {
    if (!(error instanceof UpstreamFault) || exchange.server === null) throw error;
    settleFault(exchange, exchange.server, error);
  }
}
