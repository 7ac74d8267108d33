import { randomBytes } from 'node:crypto';
import type { Session } from '../../sessions/session.ts';
import { limited } from '../errors.ts';
import { EventStream } from '../event-stream.ts';
import type { Exchange } from '../exchange.ts';
import { recordInvocation } from '../stages/record-invocation.ts';
import { interestOf } from '../interest.ts';
import type { ProxyNode } from '../node.ts';

/** A stream of a legacy session: resumable within bounds, primed where the version knows that. */
export function sessionStream(session: Session, node: ProxyNode, onGone: (stream: EventStream) => void = () => undefined): EventStream {
  const { settings } = node;
  const stream = new EventStream({
    id: `${node.nodeId.slice(0, 8)}${randomBytes(9).toString('base64url')}`,
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
 * Opens the GET stream of a session, or goes on with one that was cut where `Last-Event-ID` names it.
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
  const lastEventId = exchange.arrival.headers['last-event-id'];
  if (typeof lastEventId === 'string' && lastEventId !== '') {
    const dot = lastEventId.lastIndexOf('.');
    const stream = dot === -1 ? undefined : session.streams.get(lastEventId.slice(0, dot));
    const seq = Number(lastEventId.slice(dot + 1));
    if (stream !== undefined && Number.isSafeInteger(seq)) {
      exchange.taken = true;
      exchange.settled = true;
      stream.attach(response, seq);
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
  const stream = sessionStream(session, node, () => node.limits.leave(key));
  session.standing = stream;
  recordInvocation.run(exchange, node);
  exchange.taken = true;
  exchange.settled = true;
  stream.attach(response, null);
  await Promise.all([...session.upstreams.values()].map((upstream) => upstream.listen(interestOf(session, upstream.server.id))));
}

const MAX_STREAMS = 64;
