import { randomBytes } from 'node:crypto';
import type { RequestId } from '../../lib/jsonrpc.ts';
import type { Session } from '../../sessions/session.ts';
import { resumeElsewhere } from '../bridge/remote-streams.ts';
import { limited } from '../errors.ts';
import { connectionTarget, EventStream } from '../event-stream.ts';
import type { Exchange } from '../exchange.ts';
import { interestOf } from '../interest.ts';
import type { ProxyNode } from '../node.ts';
import { recordInvocation } from '../stages/record-invocation.ts';
import { eventIdOf, streamName } from '../stream-name.ts';

/**
 * A stream of a legacy session: resumable within bounds, primed where the version knows that.
 *
 * `requestId`: of the request it answers; null for the GET stream. It is part of the stream's name, so that whichever
 * node a client comes back to can say what became of the request.
 */
export function sessionStream(
  session: Session,
  node: ProxyNode,
  requestId: RequestId | null,
  onGone: (stream: EventStream) => void = () => undefined,
): EventStream {
  const { settings } = node;
  const stream = new EventStream({
    id: streamName({ nodeId: node.nodeId, key: randomBytes(9).toString('base64url'), requestId }),
    withIds: true,
    primed: session.claims.protocolVersion >= '2025-11-25',
    bufferBytes: settings.streamBufferBytes,
    bufferEvents: settings.streamBufferEvents,
    keepAliveMs: settings.keepAliveMs,
    resumeWindowMs: settings.resumeWindowMs,
    onGone: (gone) => {
      session.streams.delete(gone.id);
      if (session.standing === gone) session.standing = null;
      onGone(gone);
    },
    onDetached: () => undefined,
  });
  session.streams.set(stream.id, stream);
  if (session.streams.size > MAX_STREAMS) session.streams.values().next().value?.destroy();
  return stream;
}

/** A stream of one modern answer: no ids, nothing to resume. */
export function plainStream(node: ProxyNode, onGone: (stream: EventStream) => void): EventStream {
  const { settings } = node;
  return new EventStream({
    id: '',
    withIds: false,
    primed: false,
    bufferBytes: settings.streamBufferBytes,
    bufferEvents: 0,
    keepAliveMs: settings.keepAliveMs,
    resumeWindowMs: 0,
    onGone,
    onDetached: () => undefined,
  });
}

/**
 * Opens the GET stream of a session, or goes on with one that was cut where `Last-Event-ID` names it, also one that
 * another node holds.
 *
 * Source: MCP 2025-11-25, transports, "Listening for Messages from the Server", "Resumability and Redelivery".
 */
export async function openStream(exchange: Exchange, node: ProxyNode): Promise<void> {
  const session = exchange.session as Session;
  const accept = exchange.arrival.headers.accept ?? '';
  if (!accept.includes('text/event-stream') && !accept.includes('*/*')) {
    exchange.acknowledge(406);
    return;
  }
  const { response } = exchange.reply;
  if (response === null) return exchange.acknowledge(405);
  const last = eventIdOf(exchange.arrival.headers['last-event-id']);
  if (last !== null) {
    const stream = session.streams.get(last.stream);
    if (stream !== undefined || last.name.requestId !== null) {
      exchange.taken = true;
      exchange.settled = true;
      void recordInvocation.run(exchange, node);
      if (stream !== undefined) stream.attach(connectionTarget(response), last.seq);
      else await resumeElsewhere(node, session, last, connectionTarget(response));
      return;
    }
  }
  const { application } = exchange.caller as NonNullable<Exchange['caller']>;
  const key = `streams\0${application.id}`;
  if (!node.limits.enter(key, node.settings.maxStreamsPerApplication)) {
    return exchange.refuse(limited('too_many_streams', 'open event streams of this application', 10, false));
  }
  // A client opens a second stream when it thinks the first one dead: the newer one wins, and no message goes to both.
  session.standing?.destroy();
  const stream = sessionStream(session, node, null, () => node.limits.leave(key));
  session.standing = stream;
  exchange.taken = true;
  exchange.settled = true;
  void recordInvocation.run(exchange, node);
  stream.attach(connectionTarget(response), null);
  await Promise.all([...session.upstreams.values()].map((upstream) => upstream.listen(interestOf(session, upstream.server.id))));
}

const MAX_STREAMS = 64;
